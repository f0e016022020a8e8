import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to the engine that can be blocked. */
export interface CuttableProxy {
  /** `host:port`. */
  address: string;
  /** Breaks all connections and takes no more. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

/** Passes on whatever comes to another address, `host:port`. */
export async function startCuttableProxy(target: string): Promise<CuttableProxy> {
  const [host = '', port] = target.split(':');
  const sockets = new Set<Socket>();
  let whole = true;
  const hold = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    return socket.on('close', () => sockets.delete(socket));
  };
  const cutAll = (): void => sockets.forEach((socket) => socket.destroy());
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = hold(connect(Number(port), host));
    hold(near).pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false;
      cutAll();
    },
    mend() {
      whole = true;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      cutAll();
      await closed;
    },
  };
}
