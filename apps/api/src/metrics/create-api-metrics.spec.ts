import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import express from 'express';
import { createLogger, createMetricsRegistry } from '@genvideo/runtime';
import { startHttpServer, withResources, type ResourceStack } from '@genvideo/testing';
import { createEngineClient } from '../create-engine-client';
import { createEngineMonitor } from '../health/engine-monitor';
import { createApiMetrics } from './create-api-metrics';

/** The page that Prometheus gets while the engine is at this address. */
async function scrape(address: string, resources: ResourceStack): Promise<Response> {
  const client = createEngineClient({ connection: { address }, namespace: 'default' });
  resources.defer(() => client.connection.close());
  const logger = createLogger({ service: 'api', level: 'fatal', json: true, filePath: null });
  const taskQueue = 'nobodys';
  const metrics = createApiMetrics({
    registry: createMetricsRegistry({ service: 'api', version: '1.2.3' }),
    client,
    taskQueue,
    monitor: createEngineMonitor({ client, taskQueue, logger }),
    watchStats: () => ({ jobs: 2, watchers: 30, engineCalls: 400, dropped: 5 }),
  });
  const app = express().use(metrics.middleware).get('/metrics', metrics.handler);
  const { url } = resources.add(await startHttpServer(app));
  return fetch(`${url}/metrics`);
}

/** An engine that takes connections and says nothing. */
async function startSilentEngine(resources: ResourceStack): Promise<string> {
  const server = createServer((socket) => resources.defer(() => socket.destroy())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  resources.defer(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('createApiMetrics', () => {
  it.each([
    ['is away', () => Promise.resolve('127.0.0.1:1')],
    ['says nothing', startSilentEngine],
  ])('answers scrapes while the engine %s', (_what, startEngine) =>
    withResources(async (resources) => {
      const response = await scrape(await startEngine(resources), resources);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
      const lines = (await response.text()).split('\n');
      for (const line of [
        'genvideo_engine_reachable 0',
        'genvideo_watchers 30',
        'genvideo_watched_jobs 2',
        'genvideo_watch_engine_calls_total 400',
        'genvideo_watch_dropped_total 5',
        'genvideo_http_requests_in_flight 1',
      ])
        expect(lines).toContain(line);
      expect(lines).not.toContainEqual(expect.stringMatching(/^genvideo_(permits|jobs|workers)/));
    }),
  );
});
