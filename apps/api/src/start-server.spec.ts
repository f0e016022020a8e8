import { EventEmitter, once } from 'node:events';
import { startServer } from './start-server';

describe('startServer', () => {
  it('names the port that is taken and what to do', async () => {
    const first = await startServer({ host: '127.0.0.1', port: 0, listener: () => undefined });
    const port = Number(new URL(first.url).port);
    await expect(startServer({ host: '127.0.0.1', port, listener: () => undefined })).rejects.toThrow(
      `Port ${port} on 127.0.0.1, wanted for the API, is in use: stop what listens there, or set API_PORT to another port.`,
    );
    await first.stop();
  });

  it('finishes the request under way before it stops', async () => {
    const events = new EventEmitter();
    const server = await startServer({
      host: '127.0.0.1',
      port: 0,
      listener: (_request, response) => {
        events.emit('arrived');
        events.once('go', () => response.end('done'));
      },
    });
    const arrived = once(events, 'arrived');
    const answer = fetch(server.url);
    await arrived;
    const stopped = server.stop();
    events.emit('go');
    expect(await (await answer).text()).toBe('done');
    await stopped;
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('cuts off a request that takes longer than the grace', async () => {
    const events = new EventEmitter();
    const server = await startServer({
      host: '127.0.0.1',
      port: 0,
      listener: () => events.emit('arrived'),
      graceMs: 1,
    });
    const arrived = once(events, 'arrived');
    const answer = fetch(server.url).catch(() => 'cut off');
    await arrived;
    await server.stop();
    expect(await answer).toBe('cut off');
  });
});
