import type { Client } from '@temporalio/client';
import {
  createPermitDesk,
  createProviderDesk,
  signalLimiter,
  type GenerationProvider,
  type LimiterLineOptions,
  type PermitDesk,
  type ProviderDesk,
} from '@genvideo/activities';
import { LIMITER, toProviderCapacity, toProviderPool, type Stage } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import type { Lifetime, Logger } from '@genvideo/runtime';
import { keepLimiterGoing } from './limiters/keep-limiter-going';

export interface OpenDesksOptions {
  config: Config;
  client: Client;
  lifetime: Lifetime;
  logger: Logger;
}

/** Tells a limiter what is configured, and replaces it should nobody be able to replay it. */
async function lookAfterLimiter(
  line: LimiterLineOptions,
  { lifetime, logger }: OpenDesksOptions,
): Promise<void> {
  await signalLimiter(line, LIMITER.signal.configure, line.configuration);
  lifetime.own(keepLimiterGoing({ ...line, logger }), (stop) => stop());
}

/** Opens the desk where jobs get their permits, and looks after their limiter. */
export async function openPermitDesk(options: OpenDesksOptions): Promise<PermitDesk> {
  const { config, client, lifetime } = options;
  const configuration = {
    capacity: config.MAX_CONCURRENT_JOBS,
    reconcile_seconds: config.LIMITER_RECONCILE_SECONDS,
  };
  const line = { client, taskQueue: config.TEMPORAL_TASK_QUEUE, configuration };
  await lookAfterLimiter(line, options);
  return lifetime.own(createPermitDesk(line), (desk) => desk.settle());
}

/** The setting that limits how many tasks a stage's provider has at once. */
const toLimit = (config: Config, stage: Stage): number | null =>
  stage === 'image' ? config.IMAGE_MAX_IN_FLIGHT : config.VIDEO_MAX_IN_FLIGHT;

/**
 * Opens the desk for one provider's own permits, and looks after its limiter.
 * @returns null when the provider has no limit and keeps no account of its health: its stages need no permit then
 */
export async function openProviderDesk(
  options: OpenDesksOptions,
  stage: Stage,
  { name, keepsHealth = false }: Pick<GenerationProvider<never>, 'name' | 'keepsHealth'>,
): Promise<ProviderDesk | null> {
  const { config, client, lifetime } = options;
  const limit = toLimit(config, stage);
  if (limit === null && !keepsHealth) return null;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const configuration = {
    capacity: toProviderCapacity(limit),
    reconcile_seconds: config.LIMITER_RECONCILE_SECONDS,
    provider: { name, stage },
  };
  const line = { client, taskQueue, pool: toProviderPool(taskQueue, stage), configuration };
  await lookAfterLimiter(line, options);
  return lifetime.own(createProviderDesk(line), (desk) => desk.settle());
}
