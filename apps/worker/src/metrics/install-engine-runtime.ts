import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { makeTelemetryFilterString, Runtime, type TelemetryOptions } from '@temporalio/worker';
import type { Lifetime, Logger, MetricsSource } from '@genvideo/runtime';
import { toEngineLogger } from '../to-engine-logger';

export interface EngineRuntimeOptions {
  logger: Logger;
  lifetime: Lifetime;
}

const LOOPBACK = '127.0.0.1';

/** Between the look for a free port and its use somebody else may take it. */
const TRIES = 3;

/** Its exporter is in this process: what takes longer is stuck. */
const READ_TIMEOUT_MS = 2_000;

/** Names as Prometheus has them, with their units. */
const NAMES = { countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true };

/** What the SDK's native part has to say goes into our log too, instead of beside it. */
const LOGGING = { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} };

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Without a worker that closes it, the runtime would keep the process from ending. */
function install({ logger, lifetime }: EngineRuntimeOptions, metrics?: TelemetryOptions['metrics']): void {
  const telemetryOptions = { logging: LOGGING, ...(metrics && { metrics }) };
  const runtime = Runtime.install({ logger: toEngineLogger(logger), shutdownSignals: [], telemetryOptions });
  lifetime.own(runtime, (installed) => installed.shutdown());
}

async function installWithExporter(options: EngineRuntimeOptions): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const bindAddress = `${LOOPBACK}:${await findFreePort()}`;
    try {
      install(options, { prometheus: { bindAddress, ...NAMES }, attachServiceName: false });
      return `http://${bindAddress}/metrics`;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}

/**
 * Installs the Temporal SDK's runtime, once per process: it logs to our log, and keeps its own metrics
 * (`temporal_*`), which its exporter serves to this process alone.
 * @returns reads them; gives none while they cannot be read
 */
export async function installEngineRuntime(options: EngineRuntimeOptions): Promise<MetricsSource> {
  const { logger } = options;
  let url: string;
  try {
    url = await installWithExporter(options);
  } catch (error) {
    logger.warn({ err: error }, 'sdk_metrics_off');
    install(options);
    return () => Promise.resolve('');
  }
  return async () => {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(READ_TIMEOUT_MS) });
      return await response.text();
    } catch (error) {
      logger.warn({ err: error }, 'sdk_metrics_not_read');
      return '';
    }
  };
}
