import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** How a link is: whole, cut (connections break and are refused), stalled (nothing passes, nothing breaks), or slow. */
export type LinkState =
  { is: 'whole' | 'cut' | 'stalled' } | { is: 'slow'; latencyMs: number; bytesPerSecond: number };

/** A TCP link between two programs that can be made bad. */
export interface Relay {
  /** `host:port`, for the one who connects. */
  address: string;
  port: number;
  set(state: LinkState): void;
  close(): Promise<void>;
}

export interface Place {
  host: string;
  port: number;
}

/** Connects whoever comes with where `toTarget` says, each time anew. It listens on `host`, default 127.0.0.1. */
export async function createRelay(toTarget: () => Place, host = '127.0.0.1'): Promise<Relay> {
  let state: LinkState = { is: 'whole' };
  const changes = new EventEmitter().setMaxListeners(0);
  const sockets = new Set<Socket>();

  const pass = async (bytes: number): Promise<void> => {
    while (state.is === 'stalled') await once(changes, 'change');
    if (state.is === 'slow') await delay(state.latencyMs + (bytes / state.bytesPerSecond) * 1_000);
  };
  const createGate = (): Transform =>
    new Transform({
      transform: (chunk: Buffer, _encoding, done) =>
        void pass(chunk.length).then(() => done(null, chunk), done),
    });
  const own = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.setNoDelay().once('close', () => sockets.delete(socket));
  };
  const join = async (client: Socket): Promise<void> => {
    if (state.is === 'cut') return void client.destroy();
    const server = own(connect({ ...toTarget() }));
    const ways = [pipeline(client, createGate(), server), pipeline(server, createGate(), client)];
    // One way that breaks takes the other with it.
    await Promise.all(ways).catch(() => undefined);
    for (const socket of [client, server]) socket.destroy();
  };
  const server = createServer((client) => void join(own(client)));
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const set = (next: LinkState): void => {
    state = next;
    if (next.is === 'cut') cutAll();
    changes.emit('change');
  };
  return {
    address: `${host}:${port}`,
    port,
    set,
    async close() {
      const closed = once(server, 'close');
      server.close();
      set({ is: 'cut' });
      await closed;
    },
  };
}
