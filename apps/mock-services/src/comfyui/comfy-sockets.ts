import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

/** The sockets of `WS /ws`, by client id, with the server's own way of mixing them up. */
export interface ComfySockets {
  /** Takes a connection over that asked for `/ws?clientId=`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** To one client, or, without one, to all. */
  send(type: string, data: object, clientId?: string): void;
  sendPreview(clientId: string): void;
  /** How many are open. */
  count(): number;
  /** Cuts all connections, or that of one client. */
  cut(clientId?: string): void;
}

/** A preview as the server sends one: event 1, format 1 (JPEG), and what is no picture here. */
const PREVIEW = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 0xff, 0xd8, 0xff]);

/** @param readQueue what a newcomer is told first */
export function createComfySockets(readQueue: () => number): ComfySockets {
  const server = new WebSocketServer({ noServer: true });
  const byClient = new Map<string, WebSocket>();

  const admit = (socket: WebSocket, clientId: string): void => {
    // The trap: a second socket of one id takes the feed, and whichever closes first takes the id away.
    byClient.set(clientId, socket);
    socket.on('close', () => byClient.delete(clientId));
    socket.on('error', () => undefined);
    const status = { exec_info: { queue_remaining: readQueue() } };
    socket.send(JSON.stringify({ type: 'status', data: { status, sid: clientId } }));
  };

  return {
    upgrade(request, socket, head) {
      const { searchParams } = new URL(request.url ?? '/', 'http://mock');
      const clientId = searchParams.get('clientId') ?? randomUUID().replaceAll('-', '');
      server.handleUpgrade(request, socket, head, (opened) => admit(opened, clientId));
    },
    send(type, data, clientId) {
      const text = JSON.stringify({ type, data });
      const receivers = clientId === undefined ? [...byClient.values()] : [byClient.get(clientId)];
      for (const socket of receivers) socket?.send(text);
    },
    sendPreview: (clientId) => byClient.get(clientId)?.send(PREVIEW),
    count: () => server.clients.size,
    cut(clientId) {
      if (clientId !== undefined) {
        byClient.get(clientId)?.terminate();
        return;
      }
      for (const socket of server.clients) socket.terminate();
      byClient.clear();
    },
  };
}
