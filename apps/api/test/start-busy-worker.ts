import type { ResourceStack, RunningProcess } from '@genvideo/testing';
import { startWorker } from './start-worker';

/** The real worker with one permit, whose image service takes ten minutes; all of it ends with the resources. */
export function startBusyWorker(resources: ResourceStack, taskQueue: string): Promise<RunningProcess> {
  return startWorker(resources, { taskQueue, imageSeconds: 600 });
}
