import type { Response } from 'express';
import { toClientProblem } from '../explain-client-error';
import { toProblem } from '../problem';
import { EventWriter } from './event-writer';
import type { HeartbeatWheel } from './heartbeat-wheel';
import { HubClosedError } from './hub-closed-error';

export interface StreamOptions {
  /** Aborts when the connection goes. */
  signal: AbortSignal;
  wheel: HeartbeatWheel;
  /** How long a watcher may leave what was sent to it unread before it is cut off, in milliseconds. */
  stalledMs: number;
}

const toReason = (error: unknown): string =>
  error instanceof HubClosedError ? error.reason : toProblem(toClientProblem(error)).message;

/** Sends events until there are no more, or says why it cannot go on here. HEAD gets the headers alone. */
export async function streamEvents(
  response: Response,
  { signal, wheel, stalledMs }: StreamOptions,
  send: (writer: EventWriter) => Promise<void>,
): Promise<void> {
  const writer = new EventWriter(response, stalledMs);
  writer.open();
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  const remove = wheel.add(() => writer.beat());
  // A connection that goes may leave a write unsettled for ever.
  signal.addEventListener('abort', remove, { once: true });
  try {
    await writer.begin();
    await send(writer);
  } catch (error) {
    await writer.send('shutdown', { reason: toReason(error) });
  } finally {
    remove();
  }
  response.end();
}
