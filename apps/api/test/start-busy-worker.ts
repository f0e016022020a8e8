import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  loadTestEnvironment,
  startApp,
  startMockServices,
  type MockServicesOptions,
  type ResourceStack,
  type RunningProcess,
} from '@genvideo/testing';

/**
 * The real worker with one permit, whose image service takes ten minutes unless told otherwise; all of it ends with the
 * resources.
 */
export async function startBusyWorker(
  resources: ResourceStack,
  taskQueue: string,
  mockOptions: MockServicesOptions = { imageSeconds: 600 },
): Promise<RunningProcess> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'api-spec-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const mocks = resources.add(await startMockServices(mockOptions));
  const worker = await startApp({
    app: 'worker',
    env: {
      TEMPORAL_HOST: loadTestEnvironment().address,
      TEMPORAL_TASK_QUEUE: taskQueue,
      MAX_CONCURRENT_JOBS: '1',
      IMAGE_API_BASE_URL: mocks.imageUrl,
      VIDEO_API_BASE_URL: mocks.videoUrl,
      RESULTS_DIR: path.join(folder, 'results'),
      TEMP_DIR: path.join(folder, 'temp'),
      METRICS_PORT: '0',
      USE_JSON_LOGGING: 'true',
    },
    readyWhen: /worker_ready/,
  });
  return resources.add(worker);
}
