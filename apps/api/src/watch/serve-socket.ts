import type { WebSocket } from 'ws';
import { toClientProblem } from '../explain-client-error';
import { toProblem } from '../problem';
import type { HeartbeatWheel } from './heartbeat-wheel';
import { HubClosedError } from './hub-closed-error';
import type { ProgressEvent } from './progress-event';

/** What RFC 6455 calls the ways to end. */
const CLOSE = { normal: 1000, goingAway: 1001, policyViolation: 1008, internalError: 1011 } as const;

/** How much a client may say before it is taken for a mistake: some keep connections open by messages. */
const MAX_MESSAGES = 1_000;

/** What a watcher may leave unread before its pings are no longer answered, in bytes. */
const MAX_UNREAD_BYTES = 65_536;

/** A close frame has room for that many bytes of reason. */
const MAX_REASON_BYTES = 123;

const toReason = (text: string): string => {
  const bytes = Buffer.from(text);
  // A character cut in the middle becomes U+FFFD, which may be longer than what is left of it.
  return bytes.length <= MAX_REASON_BYTES ? text : `${bytes.subarray(0, MAX_REASON_BYTES - 6).toString()}…`;
};

/** Closes a socket that has been going away for `reason`. */
export function sendAway(socket: WebSocket, reason: string): void {
  socket.close(CLOSE.goingAway, toReason(reason));
}

/** Cuts off whoever did not answer the last ping: a connection may be gone without a word. */
const keepAlive = (socket: WebSocket, wheel: HeartbeatWheel): void => {
  let answered = true;
  const remove = wheel.add(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  });
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('close', remove);
};

const limitNoise = (socket: WebSocket): void => {
  let messages = 0;
  socket.on('message', () => {
    messages += 1;
    if (messages === MAX_MESSAGES) socket.close(CLOSE.policyViolation, 'Nothing is expected of a watcher');
  });
  socket.on('ping', (data) => {
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
    else socket.pong(data);
  });
};

/** Settles when the connection has taken the message, so that what comes meanwhile can give way to what is newer. */
const send = (socket: WebSocket, event: ProgressEvent): Promise<void> =>
  new Promise((resolve) => socket.send(event.toMessage(), { binary: false }, () => resolve()));

async function sendEvents(socket: WebSocket, events: AsyncIterable<ProgressEvent>): Promise<void> {
  try {
    for await (const event of events) await send(socket, event);
    socket.close(CLOSE.normal, 'The job has ended');
  } catch (error) {
    if (error instanceof HubClosedError) sendAway(socket, error.reason);
    else socket.close(CLOSE.internalError, toReason(toProblem(toClientProblem(error)).message));
  }
}

/** Tells one watcher everything there is to tell, and closes its socket. */
export function serveSocket(
  socket: WebSocket,
  { events, wheel }: { events: AsyncIterable<ProgressEvent>; wheel: HeartbeatWheel },
): void {
  // The library closes the socket itself.
  socket.on('error', () => undefined);
  keepAlive(socket, wheel);
  limitNoise(socket);
  void sendEvents(socket, events);
}
