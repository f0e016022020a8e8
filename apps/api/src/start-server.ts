import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

export interface ServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  listener: RequestListener;
  /** How long requests under way may take once the server stops; default 10,000. */
  graceMs?: number;
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

/**
 * Serves HTTP until stopped.
 * @throws UserFacingError when the port is taken or not to be had
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, listener, graceMs = 10_000 } = options;
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    listener,
  );
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw toListenError(error, options);
  }
  const { address, family, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cutOff);
    },
  };
}
