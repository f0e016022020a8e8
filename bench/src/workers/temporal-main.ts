import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createLogger, createStopSignal, runMain } from '@genvideo/runtime';
import { createBenchActivities } from './create-bench-activities';
import { READY, type TemporalWorkerSettings } from './worker-settings';

/** The same numbers as in GenVideo's own worker. */
const MAX_ACTIVITIES = 1_000;
const HEARTBEAT_THROTTLE = '300 milliseconds';

async function main(): Promise<undefined> {
  const settings = JSON.parse(process.argv[2] ?? '{}') as TemporalWorkerSettings;
  const signal = createStopSignal();
  const logger = createLogger({ service: 'bench', level: 'info', json: true, filePath: null });
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const connection = await Connection.connect({ address: settings.address });
  const native = await NativeConnection.connect({ address: settings.address });
  const worker = await Worker.create({
    connection: native,
    taskQueue: settings.queue,
    activities: createBenchActivities(settings, { client: new Client({ connection }), logger }),
    workflowBundle: { codePath: settings.bundlePath },
    maxConcurrentActivityTaskExecutions: MAX_ACTIVITIES,
    maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
    defaultHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
    shutdownForceTime: '5 seconds',
  });
  signal.addEventListener('abort', () => worker.shutdown(), { once: true });
  logger.info({ queue: settings.queue }, READY);
  await worker.run();
  await Promise.all([connection.close(), native.close()]);
}

void runMain({ name: 'bench worker', environment: process.env, main });
