import {
  createKlingImages,
  createProviderDesk,
  signalLimiter,
  type ImageProvider,
} from '@genvideo/activities';
import {
  LIMITER,
  toLimiterId,
  toProviderCapacity,
  toProviderPool,
  type LimiterSnapshot,
  type ProviderHealth,
} from '@genvideo/models';
import { eventually } from '@genvideo/testing';
import type { JobLab, WorkerChange } from './job-lab';

/** A provider for a lab's pictures, with a limiter of its own. */
export interface ProviderLab {
  /** What a worker has to be told to take part. */
  change: WorkerChange;
  /** The same with the lab's own provider, which has a limit and keeps no health. */
  limitOnly: WorkerChange;
  /** Sets the limit, as a worker does when it starts. */
  configure(limit: number | null): Promise<void>;
  health(): Promise<ProviderHealth>;
  /** Resolves when the provider is as wished. */
  until(what: string, wish: (health: ProviderHealth) => boolean): Promise<ProviderHealth>;
  /** The jobs that hold a permit for it. */
  holders(): Promise<string[]>;
  /** Ends the limiter from outside, as an operator might by mistake. */
  terminate(): Promise<void>;
}

export interface ProviderLabOptions {
  /** Default none. */
  limit?: number | null;
  /** Who makes the pictures; default Kling. */
  provider?: ImageProvider;
}

export async function openProviderLab(
  lab: JobLab,
  { limit = null, provider }: ProviderLabOptions = {},
): Promise<ProviderLab> {
  const { taskQueue, engine, mock } = lab;
  const pool = toProviderPool(taskQueue, 'image');
  const account = { credentials: { apiKey: null }, model: 'kling-v1' };
  const imageProvider = provider ?? createKlingImages({ baseUrl: mock.imageUrl, ...account });
  const toOptions = (most: number | null) => ({
    ...{ client: engine.client, taskQueue, pool },
    configuration: {
      capacity: toProviderCapacity(most),
      reconcile_seconds: 1,
      provider: { name: imageProvider.name, stage: 'image' as const },
    },
  });
  const configure = (most: number | null): Promise<void> => {
    const options = toOptions(most);
    return signalLimiter(options, LIMITER.signal.configure, options.configuration);
  };
  await configure(limit);
  const handle = () => engine.client.workflow.getHandle(toLimiterId(pool));
  const health = () => handle().query<ProviderHealth>(LIMITER.query.health);
  const providerDesks = { image: createProviderDesk(toOptions(limit)) };
  return {
    change: { imageProvider, providerDesks },
    limitOnly: { providerDesks },
    configure,
    health,
    until: (what, wish) =>
      eventually(
        async () => {
          const seen = await health();
          if (!wish(seen)) throw new Error(`The provider is at ${JSON.stringify(seen)}`);
          return seen;
        },
        { what, timeoutMs: 30_000 },
      ),
    holders: async () => {
      const { holders } = await handle().query<LimiterSnapshot>(LIMITER.query.snapshot);
      return holders.map(({ workflow_id }) => workflow_id);
    },
    terminate: async () => {
      await handle().terminate('by mistake');
    },
  };
}
