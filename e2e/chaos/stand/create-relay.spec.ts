import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createResourceStack } from '@genvideo/testing';
import { createRelay, type Relay } from './create-relay';

describe('createRelay', () => {
  const resources = createResourceStack();
  let echo: Server;
  let relay: Relay;
  beforeAll(async () => {
    echo = createServer((socket) => void socket.on('error', () => undefined).pipe(socket)).listen(
      0,
      '127.0.0.1',
    );
    await once(echo, 'listening');
    resources.defer(() => echo.close());
    const { port } = echo.address() as AddressInfo;
    relay = resources.add(await createRelay(() => ({ host: '127.0.0.1', port })));
  });
  afterAll(() => resources.end());
  afterEach(() => relay.set({ is: 'whole' }));

  const open = async (): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port: relay.port });
    resources.defer(() => socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  const hear = async (socket: Socket): Promise<string> => String((await once(socket, 'data'))[0]);

  it('hands on what is said, both ways', async () => {
    const socket = await open();
    socket.write('hello');
    await expect(hear(socket)).resolves.toBe('hello');
  });

  it('breaks connections and refuses new ones while it is cut', async () => {
    const socket = await open();
    socket.write('hello');
    await hear(socket);
    relay.set({ is: 'cut' });
    await once(socket, 'close');
    const refused = await open();
    await once(refused.resume(), 'close');
  });

  it('says nothing while it is stalled, and all of it afterwards', async () => {
    const socket = await open();
    relay.set({ is: 'stalled' });
    let heard = '';
    socket.on('data', (chunk) => (heard += String(chunk)));
    socket.write('later');
    const others = await open();
    others.write('never mind');
    expect(heard).toBe('');
    relay.set({ is: 'whole' });
    await expect(hear(others)).resolves.toBe('never mind');
    while (heard !== 'later') await once(socket, 'data');
  });

  it('takes its time while it is slow', async () => {
    const socket = await open();
    relay.set({ is: 'slow', latencyMs: 30, bytesPerSecond: 10_000 });
    const startedAt = performance.now();
    socket.write('x'.repeat(500));
    await hear(socket);
    expect(performance.now() - startedAt).toBeGreaterThan(2 * (30 + 50) - 10);
  });
});
