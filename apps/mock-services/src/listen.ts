import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { PortInUseError } from './port-in-use-error';

/** A server that listens. */
export interface Listener {
  /** Without a slash at its end. */
  readonly url: string;
  /** Hands connections on that want to become something else than HTTP. */
  onUpgrade(take: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): void;
  /** Is not there for so long (milliseconds): cuts all connections, and refuses new ones. */
  vanish(forMs: number): void;
  /** Takes no more connections, lets answers under way finish for up to a second, then cuts. */
  close(): Promise<void>;
}

const graceMs = 1000;
const retryMs = 100;

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
  let comesBack: NodeJS.Timeout | undefined;
  const comeBackIn = (ms: number) => {
    clearTimeout(comesBack);
    comesBack = setTimeout(() => server.listen(port, address.host), ms);
  };
  // Somebody may have the port meanwhile, if only for the end of a connection.
  server.on('error', () => comeBackIn(retryMs));
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${port}`,
    onUpgrade: (take) => void server.on('upgrade', take),
    vanish(forMs) {
      server.close();
      server.closeAllConnections();
      comeBackIn(forMs);
    },
    async close() {
      clearTimeout(comesBack);
      if (!server.listening) return;
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
