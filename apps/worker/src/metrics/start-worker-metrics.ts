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
import { installEngineRuntime } from './install-engine-runtime';
import { createJobMeter, type JobMeter } from './job-meter';
import { createProviderMeter, type ProviderMeter } from './provider-meter';

export interface WorkerMetricsOptions {
  config: Pick<Config, 'API_HOST' | 'METRICS_PORT'>;
  version: string;
  logger: Logger;
  lifetime: Lifetime;
}

/** What the worker's parts count with. */
export interface WorkerMetrics {
  engineCalls: EngineCallMeter;
  jobs: JobMeter;
  providers: ProviderMeter;
}

/**
 * Serves this worker's metrics and those of the Temporal SDK, whose runtime it installs, on one page:
 * `http://API_HOST:METRICS_PORT/metrics`.
 */
export async function startWorkerMetrics({
  config,
  version,
  logger,
  lifetime,
}: WorkerMetricsOptions): Promise<WorkerMetrics> {
  const registry = createMetricsRegistry({ service: 'worker', version });
  const ofEngineRuntime = await installEngineRuntime(logger);
  const server = await startMetricsServer({
    host: config.API_HOST,
    port: config.METRICS_PORT,
    render: () => renderMetrics(registry, [ofEngineRuntime]),
    logger,
  });
  lifetime.own(server, (running) => running?.stop());
  return {
    engineCalls: createEngineCallMeter(registry),
    jobs: createJobMeter(registry),
    providers: createProviderMeter(registry),
  };
}
