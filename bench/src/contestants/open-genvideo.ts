import { toLimiterId } from '@genvideo/models';
import { startJob } from '@genvideo/progress-client/direct';
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
  const options = { client, taskQueue: pool, jobTimeoutSeconds: 3_600, queueTimeoutSeconds: 86_400 };
  stand.resources.add(await startGenvideoWorker(stand, { taskQueue: pool, limit }));
  return {
    name: 'genvideo',
    pool,
    run: (jobIds, onDone) =>
      runWorkflows(client, {
        jobIds,
        start: (request_id, index) => startJob(options, { ...toJobRequest(index), request_id }),
        onDone,
      }),
    countLimiterEvents: () => countEvents(client, toLimiterId(pool)),
    countJobEvents: (jobId) => countEvents(client, jobId),
  };
}
