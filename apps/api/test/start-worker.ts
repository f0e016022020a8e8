import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  loadTestEnvironment,
  startApp,
  startMockServices,
  type ResourceStack,
  type RunningProcess,
} from '@genvideo/testing';

export interface WorkerOptions {
  taskQueue: string;
  /** How long the image service takes, in seconds. */
  imageSeconds: number;
  /** How long the video service takes, in seconds; default 0.4. */
  videoSeconds?: number;
  /** More settings. */
  env?: Record<string, string>;
}

/** The real worker with one permit, and the services it asks; all of it ends with the resources. */
export async function startWorker(
  resources: ResourceStack,
  { taskQueue, env = {}, ...seconds }: WorkerOptions,
): Promise<RunningProcess & { resultsDir: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'api-spec-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const mocks = resources.add(await startMockServices(seconds));
  const resultsDir = path.join(folder, 'results');
  const worker = await startApp({
    app: 'worker',
    env: {
      TEMPORAL_HOST: loadTestEnvironment().address,
      TEMPORAL_TASK_QUEUE: taskQueue,
      MAX_CONCURRENT_JOBS: '1',
      IMAGE_API_BASE_URL: mocks.imageUrl,
      VIDEO_API_BASE_URL: mocks.videoUrl,
      RESULTS_DIR: resultsDir,
      TEMP_DIR: path.join(folder, 'temp'),
      METRICS_PORT: '0',
      USE_JSON_LOGGING: 'true',
      ...env,
    },
    readyWhen: /worker_ready/,
  });
  return { ...resources.add(worker), resultsDir };
}
