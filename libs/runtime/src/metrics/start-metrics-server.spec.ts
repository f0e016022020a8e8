import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import pino from 'pino';
import { startMetricsServer, type MetricsServer } from './start-metrics-server';

const HOST = '127.0.0.1';

/** A logger and the lines that it wrote. */
function createLog() {
  const lines: { level: string; event: string; bound_port?: number }[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as (typeof lines)[number]);
      done();
    },
  });
  const options = { messageKey: 'event', formatters: { level: (level: string) => ({ level }) } };
  return { logger: pino(options, sink), events: () => lines.map(({ event }) => event), lines };
}

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, HOST);
  await once(server, 'listening');
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('startMetricsServer', () => {
  const open: { stop(): unknown }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.stop();
  });
  const start = async (
    port: number,
    {
      logger,
      render = () => Promise.resolve('up 1\n'),
      isReady,
    }: Partial<ReturnType<typeof createLog>> & {
      render?: () => Promise<string>;
      isReady?: () => boolean;
    },
  ): Promise<MetricsServer | null> => {
    const server = await startMetricsServer({
      host: HOST,
      port,
      render,
      ...(isReady && { isReady }),
      logger: logger ?? createLog().logger,
    });
    if (server) open.push(server);
    return server;
  };

  it('serves the metrics in the text format, and nothing else', async () => {
    const server = await start(0, {});
    const { url } = server!;
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toBe('up 1\n');
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await fetch(new URL('/', url))).status).toBe(404);
  });

  it('tells probes that it lives, and whether it takes work', async () => {
    let takesWork = false;
    const { url } = (await start(0, { isReady: () => takesWork }))!;
    const ask = async (path: string): Promise<number> => (await fetch(new URL(path, url))).status;
    expect([await ask('/health'), await ask('/ready')]).toEqual([200, 503]);
    takesWork = true;
    expect([await ask('/health'), await ask('/ready')]).toEqual([200, 200]);
  });

  it('takes the next free port where its own is taken, and says so', async () => {
    const taken = await occupy(0);
    open.push({ stop: () => taken.close() });
    const log = createLog();
    const server = await start(portOf(taken), log);
    const bound_port = Number(new URL(server!.url).port);
    expect(bound_port).toBeGreaterThan(portOf(taken));
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', event: 'metrics_port_taken', bound_port }),
    );
  });

  it('goes without where there is no such address', async () => {
    const log = createLog();
    const server = await startMetricsServer({
      host: '192.0.2.1',
      port: 0,
      render: () => Promise.resolve(''),
      logger: log.logger,
    });
    expect(server).toBeNull();
    expect(log.events()).toEqual(['metrics_off']);
  });

  it('goes without where every port is taken', async () => {
    const taken = await occupy(65_535);
    open.push({ stop: () => taken.close() });
    const log = createLog();
    expect(await start(65_535, log)).toBeNull();
    expect(log.events()).toEqual(['metrics_off_all_ports_taken']);
  });

  it('answers 500 and logs why when the metrics cannot be collected', async () => {
    const log = createLog();
    const server = await start(0, { ...log, render: () => Promise.reject(new Error('broken')) });
    expect((await fetch(server!.url)).status).toBe(500);
    expect(log.events()).toContain('metrics_failed');
  });

  it('stops although a scraper keeps its connection', async () => {
    const server = await start(0, {});
    await (await fetch(server!.url)).text();
    open.pop();
    await server!.stop();
    await expect(fetch(server!.url)).rejects.toThrow();
  });
});
