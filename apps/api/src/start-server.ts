import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import { answerBrokenRequests, MAX_HEADER_BYTES } from './answer-broken-requests';

/** How long a caller may take to send things, in milliseconds. */
export interface ReceiveTimeouts {
  /** All headers. Default 10,000. */
  headersMs: number;
  /** The whole request. Default 120,000. */
  requestMs: number;
}

const DEFAULT_TIMEOUTS: ReceiveTimeouts = { headersMs: 10_000, requestMs: 120_000 };

/** How often the timeouts are looked at; Node's own 30 s would treble them. */
const CHECKS_PER_TIMEOUT = 5;

export interface ServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  listener: RequestListener;
  /** How long requests under way may take once the server stops; default 10,000. */
  graceMs?: number;
  timeouts?: ReceiveTimeouts;
  /** Told of the server once it listens; what it returns is called, and awaited, when the server stops. */
  onListening?: (server: Server) => () => Promise<void>;
}

export interface RunningServer {
  url: string;
  /** Takes no more requests, finishes those under way, and cuts off what takes too long. */
  stop(): Promise<void>;
}

const toListenError = (error: unknown, { host, port }: ServerOptions): unknown => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new UserFacingError(
      `Port ${port} on ${host}, wanted for the API, is in use: stop what listens there, or set API_PORT to another port.`,
      EXIT_STATUS.failed,
      { cause: error },
    );
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new UserFacingError(
      `The API cannot listen on ${host}:${port} (${code}): set API_HOST and API_PORT to an address of this machine.`,
      EXIT_STATUS.failed,
      { cause: error },
    );
  return error;
};

const createHttpServer = (listener: RequestListener, { headersMs, requestMs }: ReceiveTimeouts): Server => {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: headersMs / CHECKS_PER_TIMEOUT,
    },
    listener,
  );
  answerBrokenRequests(server);
  return server;
};

/**
 * Serves HTTP until stopped. Who sends slowly is cut off.
 * @throws UserFacingError when the port is taken or not to be had
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, listener, graceMs = 10_000, timeouts = DEFAULT_TIMEOUTS, onListening } = options;
  const server = createHttpServer(listener, timeouts);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw toListenError(error, options);
  }
  const endStreams = onListening?.(server);
  const { address, family, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
      await endStreams?.();
      server.closeIdleConnections();
      await closed;
      clearTimeout(cutOff);
    },
  };
}
