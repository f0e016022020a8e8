import { uniqueId, uniqueQueue } from '@genvideo/testing';
import { countEvents } from '../stand/fetch-runs';
import { runWorkflows } from '../stand/run-workflows';
import type { Stand } from '../stand/stand';
import { startTemporalWorker } from '../stand/start-bench-worker';
import { toWorkerSettings } from '../stand/to-worker-settings';
import type { Contestant } from './contestant';
import { toJobRequest } from './job-request';

/** The same activities behind a semaphore workflow with a signal per job and direction. */
export async function openMutex(stand: Stand, limit: number): Promise<Contestant> {
  const { client, address, bundlePath } = stand;
  const taskQueue = uniqueQueue('bench-mutex');
  const semaphoreId = uniqueId('bench-semaphore');
  const settings = { ...toWorkerSettings(stand, taskQueue), address, bundlePath };
  stand.resources.add(await startTemporalWorker(settings));
  await client.workflow.start('SemaphoreWorkflow', {
    taskQueue,
    workflowId: semaphoreId,
    args: [{ permits: limit }],
  });
  return {
    name: 'mutex',
    run: (jobIds, onDone) =>
      runWorkflows(client, {
        jobIds,
        start: (workflowId, index) =>
          client.workflow.start('MutexJobWorkflow', {
            taskQueue,
            workflowId,
            args: [toJobRequest(index), semaphoreId],
          }),
        onDone,
      }),
    countLimiterEvents: () => countEvents(client, semaphoreId),
    countJobEvents: (jobId) => countEvents(client, jobId),
  };
}
