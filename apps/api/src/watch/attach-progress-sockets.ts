import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { isIdentifier } from '@genvideo/models';
import type { Logger } from '@genvideo/runtime';
import type { Gate } from '../auth/caller';
import { toClientProblem } from '../explain-client-error';
import { checkVisible } from '../job/check-visible';
import { ProblemError, toProblem } from '../problem';
import { createHeartbeatWheel } from './heartbeat-wheel';
import { ignoreUpgrade } from './ignore-upgrade';
import { isAllowedOrigin } from './is-allowed-origin';
import type { ProgressHub } from './progress-hub';
import { refuseUpgrade } from './refuse-upgrade';
import { sendAway, serveSocket } from './serve-socket';

/** Watchers have nothing to say; in bytes. */
const MAX_PAYLOAD = 1_024;

/** How long watchers may take to say good-bye, in milliseconds. */
const GOOD_BYE_MS = 2_000;

const PATH = /^\/ws\/workflows\/([^/]+)\/progress\/?$/;

export interface ProgressSocketOptions {
  hub: ProgressHub;
  gate: Gate;
  logger: Logger;
  /** CORS_ORIGINS: origins whose pages may connect besides the API's own; `*` for all. Default: none. */
  allowedOrigins?: readonly string[];
  /** The time between two pings; who has not answered one when the next is due is cut off. Default 20,000. */
  heartbeatMs?: number;
}

export interface ProgressSockets {
  /** Closes all sockets, going away for this reason, and takes no more. */
  close(reason: string): Promise<void>;
}

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** As much of what a caller sent as an answer repeats. */
const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}...` : text);

const readWorkflowId = ({ url = '' }: IncomingMessage): string => {
  const [path = ''] = url.split('?');
  const [, segment] = PATH.exec(path) ?? [];
  if (segment === undefined)
    throw new ProblemError(
      'NotFound',
      `There is no WebSocket at ${shorten(path)}. Progress is at /ws/workflows/{workflow_id}/progress.`,
    );
  const workflowId = decode(segment);
  if (!isIdentifier(workflowId))
    throw new ProblemError(
      'NotFound',
      `"${shorten(workflowId)}" is no workflow id, so there is no such workflow.`,
    );
  return workflowId;
};

/** Aborts when the connection goes. */
const toSignal = (socket: Duplex): AbortSignal => {
  const controller = new AbortController();
  socket.once('close', () => controller.abort());
  return controller.signal;
};

/** All sockets closed, or cut off where that takes too long. */
async function untilClosed(sockets: ReadonlySet<WebSocket>): Promise<void> {
  const cutOff = setTimeout(() => sockets.forEach((socket) => socket.terminate()), GOOD_BYE_MS);
  await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  clearTimeout(cutOff);
}

/**
 * `WS /ws/workflows/{workflow_id}/progress` on a server. Who is refused gets an HTTP status and a problem document.
 * Requests for other protocols than WebSocket are served as if they had not asked.
 */
export function attachProgressSockets(server: Server, options: ProgressSocketOptions): ProgressSockets {
  const { hub, gate, logger, allowedOrigins = [], heartbeatMs = 20_000 } = options;
  const wheel = createHeartbeatWheel(heartbeatMs);
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD,
    autoPong: false,
  });
  let goingAway: string | null = null;

  const admit = async (request: IncomingMessage, signal: AbortSignal) => {
    const workflowId = readWorkflowId(request);
    if (!isAllowedOrigin(request, allowedOrigins))
      throw new ProblemError(
        'Forbidden',
        `Pages from ${request.headers.origin} may not connect. Add the origin to CORS_ORIGINS.`,
      );
    const caller = await gate.admit(request, { allowTicket: true });
    checkVisible(caller, await hub.read(workflowId));
    if (goingAway !== null)
      throw new ProblemError('ServiceUnavailable', `${goingAway}. Connect again.`, { retryAfterSeconds: 1 });
    return hub.watch(workflowId, { signal, caller });
  };

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    try {
      const events = await admit(request, toSignal(socket));
      sockets.handleUpgrade(request, socket, head, (opened) => serveSocket(opened, { events, wheel }));
    } catch (error) {
      const problem = toProblem(toClientProblem(error));
      if (problem.kind === 'Unexpected') logger.error({ err: error }, 'upgrade_failed');
      refuseUpgrade(socket, request, problem);
    }
  };

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket')
      return ignoreUpgrade(server, { request, socket, head });
    socket.on('error', () => socket.destroy());
    void upgrade(request, socket, head);
  };

  server.on('upgrade', onUpgrade);
  return {
    async close(reason) {
      goingAway = reason;
      for (const socket of sockets.clients) sendAway(socket, reason);
      await untilClosed(sockets.clients);
      wheel.stop();
    },
  };
}
