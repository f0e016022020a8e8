import type { Health, LimiterQueue } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { healthSchema } from '@genvideo/models/schemas';
import type { EngineMonitor, EngineState } from './engine-monitor';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import type { ProvidersHealth } from '../limiter/read-providers';
import { ProblemError } from '../problem';
import { toProviderStatus } from './to-provider-status';
import { readySchema } from './health-schemas';

const START_WORKER = 'npx nx serve worker';

/** The engine as the API was told to reach it. */
export interface EngineAddress {
  address: string;
  namespace: string;
}

export interface HealthOperationsOptions {
  config: Config;
  engine: EngineAddress;
  monitor: EngineMonitor;
  /** The limiter's queue as it was lately, null when nobody can tell. */
  readQueue: () => Promise<LimiterQueue | null>;
  /** How the providers were lately, null when nobody can tell. */
  readProviders: () => Promise<ProvidersHealth | null>;
  /** The mark of the store for results, null when it has none or nobody can tell soon. */
  readStoreMark: () => Promise<string | null>;
}

const engineHint = (state: EngineState, { address, namespace }: EngineAddress): string | null =>
  state.reachable
    ? null
    : `The engine at ${address} does not answer for namespace "${namespace}" (${state.reason}). Start one with "npm start", or set TEMPORAL_HOST and TEMPORAL_NAMESPACE.`;

const workerHint = (state: EngineState, taskQueue: string): string | null =>
  state.reachable && state.pollers === 0
    ? `No worker polls the task queue "${taskQueue}", so jobs wait. Start one with "${START_WORKER}".`
    : null;

/** Never shows a name or password that stands in a URL, or in one of several. */
const withoutCredentials = (text: string): string =>
  text
    .split(',')
    .map((each) => {
      const url = new URL(each);
      url.username = url.password = '';
      return url.toString().replace(/\/$/, '');
    })
    .join(',');

const toProviders = (config: Config, kept: ProvidersHealth | null): Health['providers'] => {
  const { MOCK_EXTERNAL_APIS: mock } = config;
  const image = {
    adapter: config.IMAGE_PROVIDER,
    base_url: withoutCredentials(config.IMAGE_API_BASE_URL),
    mock,
  };
  const video = {
    adapter: config.VIDEO_PROVIDER,
    base_url: withoutCredentials(config.VIDEO_API_BASE_URL),
    mock,
  };
  return {
    image: toProviderStatus(image, kept?.image ?? null),
    video: toProviderStatus(video, kept?.video ?? null),
  };
};

const toLimiter = (queue: LimiterQueue | null) =>
  queue && {
    capacity: queue.capacity,
    held: queue.held,
    waiting: queue.waiting.length,
    paused: queue.paused,
  };

const EXAMPLE: Health = {
  status: 'ok',
  engine: { reachable: true, address: '127.0.0.1:7233', namespace: 'default', hint: null },
  worker: { task_queue: 'generation-queue', pollers: 1, hint: null },
  limiter: { capacity: 4, held: 1, waiting: 0, paused: false },
  providers: {
    image: {
      ...{ adapter: 'comfy-proxy', base_url: 'http://127.0.0.1:6889', mock: true },
      ...{ health: null, hint: null },
    },
    video: {
      ...{ adapter: 'kling', base_url: 'http://127.0.0.1:16882', mock: true },
      health: {
        ...{ state: 'open', trouble: 'account', since: '2026-01-31T12:00:04.120Z' },
        ...{ next_probe_at: '2026-01-31T12:01:04.120Z', effective_limit: 0, configured_limit: 5 },
        ...{ in_flight: 0, waiting: 12 },
      },
      hint: 'kling: it is given nothing since 2026-01-31T12:00:04Z, because something is wrong with the account; one task tries it at 2026-01-31T12:01:04Z; 12 jobs wait in line. See the account in the console of kling: arrears, resource pack, permissions, allowed addresses.',
    },
  },
  storage: { kind: 'disk', store_id: '3f2a9c1e-77b0' },
  mock: true,
};

const healthContract = {
  id: 'getHealth',
  method: 'get',
  path: '/health',
  tag: 'Operation',
  summary: 'Whether the API lives',
  description: '200 as long as it does; how engine, workers, limiter and providers are stands in the body.',
  access: 'open',
  answers: { 200: json(healthSchema, { description: 'It lives.', example: EXAMPLE }) },
} as const;

const readyContract = {
  id: 'getReadiness',
  method: 'get',
  path: '/ready',
  tag: 'Operation',
  summary: 'Whether a job would run',
  access: 'open',
  answers: { 200: json(readySchema, { description: 'It would.', example: { status: 'ready' } }) },
  problems: ['ServiceUnavailable'],
} as const;

/** How everything around the API is. Never fails. */
export async function readHealth(options: HealthOperationsOptions): Promise<Health> {
  const { config, engine, monitor, readQueue, readStoreMark } = options;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const state = await monitor.check();
  const isServed = state.reachable && state.pollers > 0;
  const queue = isServed ? await readQueue() : null;
  return {
    status: 'ok',
    engine: { reachable: state.reachable, ...engine, hint: engineHint(state, engine) },
    worker: {
      task_queue: taskQueue,
      pollers: state.reachable ? state.pollers : null,
      hint: workerHint(state, taskQueue),
    },
    limiter: toLimiter(queue),
    providers: toProviders(config, isServed ? await options.readProviders() : null),
    storage: { kind: config.S3_BUCKET === null ? 'disk' : 's3', store_id: await readStoreMark() },
    mock: config.MOCK_EXTERNAL_APIS,
  };
}

/** `GET /health` and `GET /ready`. */
export function createHealthOperations(options: HealthOperationsOptions): Operation[] {
  const { config, engine, monitor } = options;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  return [
    operation(healthContract, async () => reply(200, await readHealth(options))),

    operation(readyContract, async () => {
      const state = await monitor.check();
      const missing = engineHint(state, engine) ?? workerHint(state, taskQueue);
      if (missing !== null) throw new ProblemError('ServiceUnavailable', missing, { retryAfterSeconds: 2 });
      return reply(200, { status: 'ready' as const });
    }),
  ];
}
