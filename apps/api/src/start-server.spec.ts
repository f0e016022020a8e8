import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
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

  it('cuts off who sends a byte now and then, and says why', async () => {
    const server = await startServer({
      host: '127.0.0.1',
      port: 0,
      listener: (_request, response) => response.end(),
      timeouts: { headersMs: 200, requestMs: 200 },
    });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const drip = setInterval(() => socket.write('x'), 20);
    try {
      socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-Drip: ');
      const answer = (await text(socket)).split('\r\n');
      expect(answer[0]).toBe('HTTP/1.1 408 Request Timeout');
      expect(JSON.parse(answer.at(-1) ?? '')).toMatchObject({ type: 'urn:genvideo:problem:TooSlow' });
    } finally {
      clearInterval(drip);
      socket.destroy();
      await server.stop();
    }
  });

  it('answers what is no HTTP as a problem, too', async () => {
    const server = await startServer({ host: '127.0.0.1', port: 0, listener: () => undefined });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('hello\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n[^]*urn:genvideo:problem:BadRequest/);
    await server.stop();
  });

  it('hangs up on what is no HTTP in the middle of an answer, and puts nothing into that', async () => {
    const server = await startServer({
      host: '127.0.0.1',
      port: 0,
      listener: (_request, response) => void response.write('half of it'),
    });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const [begun] = (await once(socket, 'data')) as [Buffer];
    expect(begun.toString()).toMatch(/^HTTP\/1.1 200 OK/);
    socket.write('hello\r\n\r\n');
    expect(await text(socket)).not.toContain('HTTP/1.1');
    await server.stop();
  });

  it('ends what was opened besides, and waits for it', async () => {
    const order: string[] = [];
    const server = await startServer({
      host: '127.0.0.1',
      port: 0,
      listener: () => undefined,
      onListening: () => async () => {
        await Promise.resolve();
        order.push('streams ended');
      },
    });
    await server.stop();
    order.push('stopped');
    expect(order).toEqual(['streams ended', 'stopped']);
  });
});
