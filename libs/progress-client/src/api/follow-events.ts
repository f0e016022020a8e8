import type { EventSourceMessage } from 'eventsource-parser';
import { progressAnswerSchema } from '@genvideo/models/schemas';
import { createOutageClock, type OutageClock } from '../outage-clock';
import { pause } from '../pause';
import type { ProgressEvent } from '../progress-result';
import { UnreachableError } from '../unreachable-error';
import { isClosed } from '../workflow-status';
import type { ApiOptions, ApiRequest } from './api-request';
import { openEventStream } from './open-event-stream';
import { parseAnswer } from './read-answer';
import { toReconnectDelayMs } from './reconnect-delay';
import { describeRequest } from './send-request';

/** The wait after the first failure unless the API wishes another, in milliseconds. */
const RECONNECT_BASE_MS = 500;

/** What is carried from one connection to the next. */
interface Follower {
  clock: OutageClock;
  /** Connections that failed since something was heard. */
  failures: number;
  /** The wait after the first failure, in milliseconds. */
  baseMs: number;
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
  const onHeard = (): void => {
    follower.clock.heard();
    follower.failures = 0;
  };
  for await (const message of openEventStream(options, request, { onRetry, onHeard })) {
    if (message.event === 'end') return;
    if (message.event !== 'progress') continue;
    const event = parseEvent(message, described);
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
    clock: createOutageClock(),
    failures: 0,
    baseMs: RECONNECT_BASE_MS,
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
      const outage = { ...follower, lastsMs: follower.clock.failed() };
      const delayMs = toReconnectDelayMs(error, outage, options);
      if (delayMs === null) throw error;
      await pause(delayMs, signal);
    }
  }
}
