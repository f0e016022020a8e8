import type { RequestHandler } from 'express';
import type { Client } from '@temporalio/client';
import { readLimiter } from '@genvideo/progress-client/direct';
import { renderMetrics } from '@genvideo/runtime';
import type { Registry } from 'prom-client';
import type { EngineMonitor } from '../health/engine-monitor';
import { registerEngineGauges } from './engine-gauges';
import { createHttpMeter } from './http-meter';
import { readProviders } from '../limiter/read-providers';
import { createLatestReading } from './latest-reading';
import { registerLimiterGauges } from './limiter-gauges';
import { registerProviderGauges } from './provider-gauges';
import { registerWatchGauges, type WatchStats } from './watch-gauges';

export interface ApiMetricsOptions {
  /** Of createMetricsRegistry({ service: 'api', version }); one API per registry. */
  registry: Registry;
  client: Client;
  taskQueue: string;
  monitor: Pick<EngineMonitor, 'check'>;
  /** The hub's `stats`. */
  watchStats: () => WatchStats;
}

export interface ApiMetrics {
  /** Counts and times requests: the first of the application's. */
  middleware: RequestHandler;
  /** Answers GET /metrics. */
  handler: RequestHandler;
}

/** A scrape waits a second for the limiter, and takes what it said within the last minute where it does not answer. */
const LIMITER_READING = { freshMs: 5_000, waitMs: 1_000, goodForMs: 60_000 };

/** The API's metrics. A scrape never fails and never takes long because the engine is away. */
export function createApiMetrics(options: ApiMetricsOptions): ApiMetrics {
  const { registry, client, taskQueue, monitor, watchStats } = options;
  const createReading = <Value>(read: () => Promise<Value>) =>
    createLatestReading(async () => {
      const state = await monitor.check();
      if (!state.reachable || state.pollers === 0) throw new Error('Nobody can tell');
      return read();
    }, LIMITER_READING);
  const limiter = createReading(() => readLimiter(client, taskQueue));
  const providers = createReading(() => readProviders(client, taskQueue));
  const middleware = createHttpMeter(registry);
  registerEngineGauges(registry, monitor);
  registerLimiterGauges(registry, limiter);
  registerProviderGauges(registry, providers);
  registerWatchGauges(registry, watchStats);
  return {
    middleware,
    async handler(_request, response) {
      const text = await renderMetrics(registry);
      response.set({ 'content-type': registry.contentType, 'cache-control': 'no-store' });
      response.end(text);
    },
  };
}
