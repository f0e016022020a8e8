import { existsSync } from 'node:fs';
import path from 'node:path';
import { startApp, startProcess, WORKSPACE_ROOT, type RunningProcess } from '@genvideo/testing';
import type { Stand } from './stand';

export interface GenvideoWorkerOptions {
  taskQueue: string;
  limit: number;
  /** Default: GenVideo's own. */
  reconcileSeconds?: number;
  /** Where providers call back, and the secret of their tokens; default: callbacks are off. */
  callbacks?: { baseUrl: string; secret: string };
  /** More of its environment. */
  environment?: Readonly<Record<string, string>>;
}

const BUILT = path.join(WORKSPACE_ROOT, 'apps', 'worker', 'dist', 'main.js');

/** GenVideo's own worker as it is built (or from its sources where it is not), configured by its environment. */
export function startGenvideoWorker(
  { address, mock, folder }: Pick<Stand, 'address' | 'mock' | 'folder'>,
  { taskQueue, limit, reconcileSeconds, callbacks, environment }: GenvideoWorkerOptions,
): Promise<RunningProcess> {
  const options = {
    env: {
      TEMPORAL_HOST: address,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TASK_QUEUE: taskQueue,
      IMAGE_API_BASE_URL: mock.imageUrl,
      VIDEO_API_BASE_URL: mock.videoUrl,
      MAX_CONCURRENT_JOBS: String(limit),
      LIMITER_RECONCILE_SECONDS: reconcileSeconds === undefined ? undefined : String(reconcileSeconds),
      RESULTS_DIR: path.join(folder, 'results'),
      TEMP_DIR: path.join(folder, 'temp'),
      CALLBACK_BASE_URL: callbacks?.baseUrl,
      CALLBACK_SECRET: callbacks?.secret ?? '',
      LOG_LEVEL: 'info',
      USE_JSON_LOGGING: 'true',
      ...environment,
    },
    readyWhen: '"worker_ready"',
  };
  if (!existsSync(BUILT)) return startApp({ app: 'worker', ...options });
  return startProcess({ command: process.execPath, args: [BUILT], cwd: folder, ...options });
}
