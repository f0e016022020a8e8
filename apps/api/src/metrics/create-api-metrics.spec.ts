import express from 'express';
import { createMetricsRegistry } from '@genvideo/runtime';
import { createResourceStack, startHttpServer } from '@genvideo/testing';
import { createEngineClient } from '../create-engine-client';
import { createApiMetrics } from './create-api-metrics';

describe('createApiMetrics', () => {
  const resources = createResourceStack();
  afterAll(() => resources.end());

  it('answers scrapes while the engine is away, and says that it is', async () => {
    const client = createEngineClient({ connection: { address: '127.0.0.1:1' }, namespace: 'default' });
    resources.defer(() => client.connection.close());
    const metrics = createApiMetrics({
      registry: createMetricsRegistry({ service: 'api', version: '1.2.3' }),
      client,
      taskQueue: 'none',
      monitor: { check: () => Promise.resolve({ reachable: false, reason: 'refused' }) },
      watchStats: () => ({ jobs: 2, watchers: 30, engineCalls: 400, dropped: 5 }),
    });
    const app = express().use(metrics.middleware).get('/metrics', metrics.handler);
    const { port } = resources.add(await startHttpServer(app));
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await response.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'genvideo_engine_reachable 0',
        'genvideo_watchers 30',
        'genvideo_watched_jobs 2',
        'genvideo_watch_engine_calls_total 400',
        'genvideo_watch_dropped_total 5',
        'genvideo_http_requests_in_flight 1',
      ]),
    );
    expect(lines).not.toContainEqual(expect.stringMatching(/^genvideo_(permits|jobs|workers)/));
  });
});
