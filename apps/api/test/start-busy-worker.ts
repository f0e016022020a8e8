import type { ResourceStack, RunningProcess } from '@genvideo/testing';
import { startWorker, type WorkerOptions } from './start-worker';

/** The real worker with one permit, whose image service takes ten minutes unless told otherwise; all of it ends with the resources. */
export function startBusyWorker(
  resources: ResourceStack,
  taskQueue: string,
  seconds: Partial<Omit<WorkerOptions, 'taskQueue'>> = {},
): Promise<RunningProcess> {
  return startWorker(resources, { taskQueue, imageSeconds: 600, ...seconds });
}
