import { toLimiterId, WORKFLOW_TYPE } from '@genvideo/models';
import { uniqueQueue } from '@genvideo/testing';
import { countEvents } from '../stand/fetch-runs';
import { runWorkflows } from '../stand/run-workflows';
import type { Stand } from '../stand/stand';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import type { Contestant } from './contestant';
import { toJobRequest } from './job-request';

/** GenVideo as it is shipped: its worker, its job, its limiter. */
export async function openGenvideo(stand: Stand, limit: number): Promise<Contestant & { pool: string }> {
  const { client } = stand;
  const pool = uniqueQueue('bench-genvideo');
  stand.resources.add(await startGenvideoWorker(stand, { taskQueue: pool, limit }));
  return {
    name: 'genvideo',
    pool,
    run: (jobIds, onDone) =>
      runWorkflows(
        client,
        {
          workflowType: WORKFLOW_TYPE.genVideo,
          taskQueue: pool,
          jobIds,
          toArgs: (index) => [toJobRequest(index)],
        },
        onDone,
      ),
    countLimiterEvents: () => countEvents(client, toLimiterId(pool)),
    countJobEvents: (jobId) => countEvents(client, jobId),
  };
}
