import type { EventSourceMessage } from 'eventsource-parser';
import { progressAnswerSchema } from '@genvideo/models/schemas';
import { pause } from '../pause';
import type { ProgressEvent } from '../progress-result';
import { UnreachableError } from '../unreachable-error';
import { isClosed } from '../workflow-status';
import type { ApiOptions, ApiRequest } from './api-request';
import { openEventStream } from './open-event-stream';
import { parseAnswer } from './read-answer';
import { toReconnectDelayMs, type Outage } from './reconnect-delay';
import { describeRequest } from './send-request';

/** The wait after the first failure unless the API wishes another, in milliseconds. */
const RECONNECT_BASE_MS = 500;

interface Follower extends Outage {
  /** In milliseconds of the Unix epoch, null when nothing was ever heard. */
  heardAtMs: number | null;
  lastEventId: string | null;
}

const toHeaders = (lastEventId: string | null): Record<string, string> => ({
  accept: 'text/event-stream, application/problem+json',
  ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
});

const parseEvent = (message: EventSourceMessage, described: string): ProgressEvent =>
  parseAnswer(
    progressAnswerSchema,
    { status: 200, headers: new Headers({ 'content-type': 'text/event-stream' }), text: message.data },
    described,
  );

/** One connection: its events, until the API says that there are no more. */
async function* followOnce(
  options: ApiOptions,
  request: ApiRequest,
  follower: Follower,
): AsyncGenerator<ProgressEvent, void, undefined> {
  const described = describeRequest(options, request);
  const onRetry = (ms: number): void => void (follower.baseMs = ms);
  for await (const message of openEventStream(options, request, { onRetry })) {
    if (message.event === 'end') return;
    if (message.event !== 'progress') continue;
    const event = parseEvent(message, described);
    follower.heardAtMs = Date.now();
    follower.failures = 0;
    follower.lastEventId = message.id ?? follower.lastEventId;
    yield event;
  }
  throw new UnreachableError(`The API ended the stream before the job had ended: ${described}.`);
}

/**
 * What the API pushes of a job, over as many connections as it takes: each goes on after the last event of the one
 * before. Ends after the event that says the job has ended, and when the signal aborts.
 * @throws ClientError when the API refuses, or was out of reach for too long
 */
export async function* followEvents(
  options: ApiOptions,
  request: ApiRequest,
): AsyncGenerator<ProgressEvent, void, undefined> {
  const { signal } = request;
  const follower: Follower = {
    failures: 0,
    silentMs: null,
    baseMs: RECONNECT_BASE_MS,
    heardAtMs: null,
    lastEventId: null,
  };
  while (!signal.aborted) {
    try {
      const headers = toHeaders(follower.lastEventId);
      for await (const event of followOnce(options, { ...request, headers }, follower)) {
        yield event;
        if (isClosed(event.workflow_status)) return;
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      follower.failures += 1;
      follower.silentMs = follower.heardAtMs === null ? null : Date.now() - follower.heardAtMs;
      const delayMs = toReconnectDelayMs(error, follower, options);
      if (delayMs === null) throw error;
      await pause(delayMs, signal);
    }
  }
}
