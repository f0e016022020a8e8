import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startApp, type MockServices, type ResourceStack, type RunningProcess } from '@genvideo/testing';

export interface StartWorkerOptions {
  address: string;
  taskQueue: string;
  mocks: MockServices;
  /** MAX_CONCURRENT_JOBS; default 1. */
  capacity?: number;
  /** More environment variables. */
  settings?: Readonly<Record<string, string>>;
}

/** The real worker, on folders of its own; all of it ends with the resources. */
export async function startWorker(
  resources: ResourceStack,
  { address, taskQueue, mocks, capacity = 1, settings = {} }: StartWorkerOptions,
): Promise<RunningProcess> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'progress-client-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const worker = await startApp({
    app: 'worker',
    env: {
      TEMPORAL_HOST: address,
      TEMPORAL_TASK_QUEUE: taskQueue,
      MAX_CONCURRENT_JOBS: String(capacity),
      IMAGE_API_BASE_URL: mocks.imageUrl,
      VIDEO_API_BASE_URL: mocks.videoUrl,
      RESULTS_DIR: path.join(folder, 'results'),
      TEMP_DIR: path.join(folder, 'temp'),
      CALLBACK_SECRET: 'secret',
      MAX_STAGE_RETRIES: '0',
      METRICS_PORT: '0',
      USE_JSON_LOGGING: 'true',
      ...settings,
    },
    readyWhen: /worker_ready/,
  });
  return resources.add(worker);
}
