import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortInUseError } from './port-in-use-error';

/** A server that listens. */
export interface Listener {
  /** Without a slash at its end. */
  readonly url: string;
  /** Takes no more connections, lets answers under way finish for up to a second, then cuts. */
  close(): Promise<void>;
}

const graceMs = 1000;

/** Listens on the port, 0 for a free one. Rejects with PortInUseError when it is taken. */
export async function listen(
  service: string,
  app: RequestListener,
  address: { host: string; port: number },
): Promise<Listener> {
  const server = createServer(app);
  server.listen(address.port, address.host);
  await once(server, 'listening').catch((error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new PortInUseError(service, address, error) : error;
  });
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}
