import { uniqueQueue } from '@genvideo/testing';
import { countEvents } from '../stand/fetch-runs';
import { runWorkflows } from '../stand/run-workflows';
import type { Stand } from '../stand/stand';
import { startTemporalWorker } from '../stand/start-bench-worker';
import { toWorkerSettings } from '../stand/to-worker-settings';
import type { Contestant } from './contestant';
import { toJobRequest } from './job-request';

/** The same activities on Temporal, and nothing that limits them; `lean` stores the files in the activity of the last stage. */
export async function openBare(stand: Stand, name: 'bare' | 'lean'): Promise<Contestant> {
  const { client, address, bundlePath } = stand;
  const taskQueue = uniqueQueue(`bench-${name}`);
  const settings = { ...toWorkerSettings(stand, taskQueue), address, bundlePath };
  stand.resources.add(await startTemporalWorker(settings));
  return {
    name,
    run: (jobIds, onDone) =>
      runWorkflows(client, {
        jobIds,
        start: (workflowId, index) =>
          client.workflow.start('BareJobWorkflow', {
            taskQueue,
            workflowId,
            args: [toJobRequest(index), name === 'lean'],
          }),
        onDone,
      }),
    countLimiterEvents: () => Promise.resolve(null),
    countJobEvents: (jobId) => countEvents(client, jobId),
  };
}
