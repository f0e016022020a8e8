import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import type { ProgressView } from '../src/watch/watched-job';

/** A watcher at the other end of a WebSocket. */
export interface SocketWatcher {
  socket: WebSocket;
  /** What it was told, in order. */
  views: ProgressView[];
  /** How the socket was closed. */
  closed: Promise<{ code: number; reason: string }>;
}

/** Follows a job; settles when the socket is open. */
export async function watchSocket(
  wsUrl: string,
  workflowId: string,
  options: ClientOptions = {},
): Promise<SocketWatcher> {
  const socket = new WebSocket(`${wsUrl}/ws/workflows/${workflowId}/progress`, options);
  const views: ProgressView[] = [];
  socket.on('message', (data: Buffer) => views.push(JSON.parse(data.toString()) as ProgressView));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await once(socket, 'open');
  return { socket, views, closed };
}
