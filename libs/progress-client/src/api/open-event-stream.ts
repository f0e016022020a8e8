import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { ClientError } from '../client-error';
import { ContractViolationError } from '../contract-violation-error';
import { linkSignals } from '../link-signals';
import { TimedOutError } from '../timed-out-error';
import type { ApiOptions, ApiRequest } from './api-request';
import { toRefusal } from './read-answer';
import { describeRequest, sendRequest, toTransportError } from './send-request';

export interface StreamHandlers {
  /** How long to wait before connecting again, in milliseconds, as the API wishes. */
  onRetry: (ms: number) => void;
  /** Something came, if only a heartbeat. */
  onHeard: () => void;
}

/** A clock that runs out unless it is wound again and again. */
const createIdleTimer = (ms: number, onIdle: () => void): { wind(): void; stop(): void } => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => clearTimeout(timer);
  return {
    stop,
    wind: () => {
      stop();
      timer = setTimeout(onIdle, ms);
    },
  };
};

/** The body of a stream, or the error that the answer stands for. */
const toBody = async (
  options: ApiOptions,
  request: ApiRequest,
  response: Response,
): Promise<ReadableStream<Uint8Array>> => {
  const { status, headers, body } = response;
  if (!response.ok) throw toRefusal(options, request, { status, headers, text: await response.text() });
  const type = headers.get('content-type') ?? 'no content type';
  if (body !== null && type.startsWith('text/event-stream')) return body;
  throw new ContractViolationError(
    `${describeRequest(options, request)} answered with ${type} instead of a stream of events. Check that the URL is that of a GenVideo API.`,
  );
};

/**
 * Server-sent events, one connection of them, until the API closes it.
 * @throws ClientError when it cannot be opened, breaks or falls silent, or the reason of the request's signal
 */
export async function* openEventStream(
  options: ApiOptions,
  request: ApiRequest,
  { onRetry, onHeard }: StreamHandlers,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const { signal, abort, unlink } = linkSignals([request.signal]);
  const described = describeRequest(options, request);
  const silent = new TimedOutError(`The API fell silent for ${options.idleTimeoutMs} ms: ${described}.`);
  const idle = createIdleTimer(options.idleTimeoutMs, () => abort(silent));
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => void messages.push(message), onRetry });
  try {
    idle.wind();
    const response = await sendRequest(options, request, signal);
    const reader = (await toBody(options, request, response)).getReader();
    const decoder = new TextDecoder();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      // While the reader of this iteration is at work, it is not the API that is silent.
      idle.stop();
      onHeard();
      parser.feed(decoder.decode(chunk.value, { stream: true }));
      yield* messages.splice(0);
      idle.wind();
    }
  } catch (error) {
    throw error instanceof ClientError ? error : toTransportError(error, { options, request, signal });
  } finally {
    idle.stop();
    unlink();
    abort(undefined);
  }
}
