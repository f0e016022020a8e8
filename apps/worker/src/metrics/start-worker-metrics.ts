import type { Config } from '@genvideo/models/config';
import {
  createEngineCallMeter,
  createMetricsRegistry,
  renderMetrics,
  startMetricsServer,
  type EngineCallMeter,
  type Lifetime,
  type Logger,
} from '@genvideo/runtime';
import { createMemoryGauges } from '../memory/create-memory-gauges';
import type { MemoryLimits } from '../memory/memory-limits';
import { createBatchMeter } from './batch-meter';
import { installEngineRuntime } from './install-engine-runtime';
import { createJobMeter } from './job-meter';
import type { ActivityMeters } from './measure-activities';
import { createNoticeMeter } from './notice-meter';
import { createProviderMeter, type ProviderMeter } from './provider-meter';
import { createStageMeter } from './stage-meter';

export interface WorkerMetricsOptions {
  config: Pick<Config, 'API_HOST' | 'METRICS_PORT'>;
  version: string;
  memory: MemoryLimits;
  logger: Logger;
  lifetime: Lifetime;
  /** Whether the worker takes work, for its `GET /ready`. */
  isReady: () => boolean;
}

/** What the worker's parts count with. */
export interface WorkerMetrics extends ActivityMeters {
  engineCalls: EngineCallMeter;
  providers: ProviderMeter;
}

/**
 * Serves this worker's metrics and those of the Temporal SDK, whose runtime it installs, on one page:
 * `http://API_HOST:METRICS_PORT/metrics`, with `/health` and `/ready` for probes beside it.
 */
export async function startWorkerMetrics({
  config,
  version,
  memory,
  logger,
  lifetime,
  isReady,
}: WorkerMetricsOptions): Promise<WorkerMetrics> {
  const registry = createMetricsRegistry({ service: 'worker', version });
  createMemoryGauges(registry, memory);
  const ofEngineRuntime = await installEngineRuntime({ logger, lifetime });
  const server = await startMetricsServer({
    host: config.API_HOST,
    port: config.METRICS_PORT,
    render: () => renderMetrics(registry, [ofEngineRuntime]),
    isReady,
    logger,
  });
  lifetime.own(server, (running) => running?.stop());
  return {
    engineCalls: createEngineCallMeter(registry),
    jobs: createJobMeter(registry),
    stages: createStageMeter(registry),
    notices: createNoticeMeter(registry),
    batches: createBatchMeter(registry),
    providers: createProviderMeter(registry),
  };
}
