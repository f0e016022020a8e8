import type { Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities, createTempFolders } from '@genvideo/activities';
import type { Storage } from '@genvideo/activities/storage';
import type { Config } from '@genvideo/models/config';
import {
  checkEngine,
  connectEngine,
  createClient,
  type EngineOptions,
  type Lifetime,
  type Logger,
  type Tracing,
  untilAborted,
} from '@genvideo/runtime';
import { checkFolder } from './check-folder';
import { createNoticeOptions } from './create-notice-options';
import { createImageProvider, createVideoProvider } from './create-providers';
import { loadContentPolicy } from './load-content-policy';
import { loadIdentity } from './load-identity';
import { findWorkflowSource } from './find-workflow-source';
import { greetTaskQueue } from './greet-task-queue';
import type { MemoryLimits } from './memory/memory-limits';
import { measureActivities } from './metrics/measure-activities';
import { startWorkerMetrics, type WorkerMetrics } from './metrics/start-worker-metrics';
import { openPermitDesk, openProviderDesk } from './open-desks';
import { openStorage } from './open-storage';
import { startRetention } from './start-retention';
import { toDeploymentOptions } from './to-deployment-options';
import { createWorkerTracing } from './tracing/create-worker-tracing';

export interface RunWorkerOptions {
  config: Config;
  engine: EngineOptions;
  version: string;
  memory: MemoryLimits;
  /** Null: nothing is traced. */
  tracing: Tracing | null;
  logger: Logger;
  lifetime: Lifetime;
  signal: AbortSignal;
}

/** How many stages one worker watches at once: they wait for providers and cost little. */
const MAX_ACTIVITIES = 1_000;

/** Progress and cancellation travel in heartbeats, so this bounds how late either is known. */
const HEARTBEAT_THROTTLE = '300 milliseconds';

/** How long a leaving worker may take to put down what it holds. */
const FORCE_SHUTDOWN_AFTER = '20 seconds';

/** What activities work with besides the configuration. */
interface Means {
  connection: Connection;
  metrics: WorkerMetrics;
  storage: Storage;
}

async function bindActivities(options: RunWorkerOptions, { connection, metrics, storage }: Means) {
  const { config, engine, logger, lifetime } = options;
  await checkFolder('TEMP_DIR', config.TEMP_DIR);
  const tempFolders = lifetime.own(createTempFolders(config.TEMP_DIR), (folders) => folders.remove());
  await tempFolders.sweep();
  const traced = createWorkerTracing(options.tracing);
  const client = createClient(connection, engine, traced.clientInterceptors);
  const retention = { days: config.RESULTS_RETENTION_DAYS, storage, client, logger };
  lifetime.own(startRetention(retention), (stop) => stop());
  const { CALLBACK_BASE_URL: baseUrl, CALLBACK_SECRET: secret } = config;
  if (secret === null) logger.warn({}, 'callbacks_off_without_CALLBACK_SECRET');
  const imageProvider = traced.trace(metrics.providers.measure(createImageProvider(config)));
  const videoProvider = traced.trace(metrics.providers.measure(createVideoProvider(config)));
  const desks = { config, client, lifetime, logger };
  const activities = createActivities({
    client,
    permits: await openPermitDesk(desks),
    providerDesks: {
      image: await openProviderDesk(desks, 'image', imageProvider),
      video: await openProviderDesk(desks, 'video', videoProvider),
    },
    logger,
    imageProvider,
    videoProvider,
    storage,
    tempFolders,
    contentPolicy: await loadContentPolicy(config.CONTENT_DENY_LIST_FILE),
    limits: {
      max_stage_retries: config.MAX_STAGE_RETRIES,
      job_timeout_seconds: config.JOB_TIMEOUT_SECONDS,
      queue_timeout_seconds: config.QUEUE_TIMEOUT_SECONDS,
    },
    callback: secret === null ? null : { baseUrl, secret },
    allowAmbiguousResubmit: config.ALLOW_AMBIGUOUS_RESUBMIT,
    allowPrivateImageUrls: config.ALLOW_PRIVATE_IMAGE_URLS,
    notices: createNoticeOptions(config),
    batchObserver: metrics.batches,
  });
  return measureActivities(activities, metrics);
}

/** Takes jobs from the task queue until the signal aborts, then leaves them to other workers. */
export async function runWorker(options: RunWorkerOptions): Promise<void> {
  const { config, engine, logger, lifetime, signal } = options;
  const running: { worker?: Worker } = {};
  const isReady = (): boolean => running.worker?.getState() === 'RUNNING';
  const metrics = await startWorkerMetrics({ ...options, isReady });
  const meter = metrics.engineCalls;
  const onRetry = (address: string): void => logger.warn({ address }, 'waiting_for_engine');
  const connection = lifetime.own(await connectEngine({ engine, onRetry, signal, meter }), (open) =>
    open.close(),
  );
  await checkEngine(connection, engine);
  const storage = await openStorage(options);
  const activities = await bindActivities(options, { connection, metrics, storage });
  const native = lifetime.own(await NativeConnection.connect(engine.connection), (open) => open.close());
  if (signal.aborted) return;
  const source = findWorkflowSource(config.PAYLOAD_ENCRYPTION_KEY);
  const identity = await loadIdentity({ config, storage, logger });
  const worker = await Worker.create({
    connection: native,
    namespace: engine.namespace,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    identity,
    activities,
    maxConcurrentActivityTaskExecutions: MAX_ACTIVITIES,
    maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
    defaultHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
    shutdownForceTime: FORCE_SHUTDOWN_AFTER,
    ...createWorkerTracing(options.tracing).toOptions(source),
    ...toDeploymentOptions(config, source),
  });
  running.worker = worker;
  logger.info({ task_queue: config.TEMPORAL_TASK_QUEUE, address: engine.connection.address }, 'worker_ready');
  void greetTaskQueue({ connection, namespace: engine.namespace, identity, config, logger, signal });
  await worker.runUntil(untilAborted(signal));
  logger.info({}, 'worker_stopped');
}
