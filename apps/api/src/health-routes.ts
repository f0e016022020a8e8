import { Router } from 'express';
import type { LimiterQueue } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import type { EngineMonitor, EngineState } from './engine-monitor';
import { ProblemError } from './problem';

const START_WORKER = 'npx nx serve worker';

/** The engine as the API was told to reach it. */
export interface EngineAddress {
  address: string;
  namespace: string;
}

export interface HealthRoutesOptions {
  config: Config;
  engine: EngineAddress;
  monitor: EngineMonitor;
  /** The limiter's queue as it was lately, null when nobody can tell. */
  readQueue: () => Promise<LimiterQueue | null>;
}

const engineHint = (state: EngineState, { address, namespace }: EngineAddress): string | null =>
  state.reachable
    ? null
    : `The engine at ${address} does not answer for namespace "${namespace}" (${state.reason}). Start one with "npm start", or set TEMPORAL_HOST and TEMPORAL_NAMESPACE.`;

const workerHint = (state: EngineState, taskQueue: string): string | null =>
  state.reachable && state.pollers === 0
    ? `No worker polls the task queue "${taskQueue}", so jobs wait. Start one with "${START_WORKER}".`
    : null;

/** Never shows a name or password that stands in a URL. */
const withoutCredentials = (text: string): string => {
  const url = new URL(text);
  url.username = url.password = '';
  return url.toString().replace(/\/$/, '');
};

const toProviders = (config: Config) => ({
  image: {
    adapter: config.IMAGE_PROVIDER,
    base_url: withoutCredentials(config.IMAGE_API_BASE_URL),
    mock: config.MOCK_EXTERNAL_APIS,
  },
  video: {
    adapter: config.VIDEO_PROVIDER,
    base_url: withoutCredentials(config.VIDEO_API_BASE_URL),
    mock: config.MOCK_EXTERNAL_APIS,
  },
});

const toLimiter = (queue: LimiterQueue | null) =>
  queue && {
    capacity: queue.capacity,
    held: queue.held,
    waiting: queue.waiting.length,
    paused: queue.paused,
  };

/** `GET /health`: 200 as long as the API lives, the rest in its body. `GET /ready`: 200 when a job would run, else 503. */
export function createHealthRoutes({ config, engine, monitor, readQueue }: HealthRoutesOptions): Router {
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const routes = Router();

  routes.get('/health', async (_request, response) => {
    const state = await monitor.check();
    const queue = state.reachable && state.pollers > 0 ? await readQueue() : null;
    response.json({
      status: 'ok',
      engine: { reachable: state.reachable, ...engine, hint: engineHint(state, engine) },
      worker: {
        task_queue: taskQueue,
        pollers: state.reachable ? state.pollers : null,
        hint: workerHint(state, taskQueue),
      },
      limiter: toLimiter(queue),
      providers: toProviders(config),
      mock: config.MOCK_EXTERNAL_APIS,
    });
  });

  routes.get('/ready', async (_request, response) => {
    const state = await monitor.check();
    const missing = engineHint(state, engine) ?? workerHint(state, taskQueue);
    if (missing !== null) throw new ProblemError('ServiceUnavailable', missing, { retryAfterSeconds: 2 });
    response.json({ status: 'ready' });
  });

  return routes;
}
