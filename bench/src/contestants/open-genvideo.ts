import { toLimiterId } from '@genvideo/models';
import { startJob } from '@genvideo/progress-client/direct';
import { uniqueQueue } from '@genvideo/testing';
import { countEvents } from '../stand/fetch-runs';
import { runWorkflows } from '../stand/run-workflows';
import type { Stand } from '../stand/stand';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import type { Contestant } from './contestant';
import { toJobRequest } from './job-request';

/** GenVideo on a pool of its own. */
export interface GenvideoContestant extends Contestant {
  pool: string;
  /** Its workers' processes. */
  pids: number[];
}

/** GenVideo as it is shipped: its worker (or several), its job, its limiter. */
export async function openGenvideo(
  stand: Pick<Stand, 'client' | 'resources' | 'address' | 'mock' | 'folder'>,
  limit: number,
  workers = 1,
): Promise<GenvideoContestant> {
  const { client } = stand;
  const pool = uniqueQueue('bench-genvideo');
  const options = { client, taskQueue: pool, jobTimeoutSeconds: 3_600, queueTimeoutSeconds: 86_400 };
  const settings = { taskQueue: pool, limit, environment: { METRICS_PORT: '0' } };
  const pids: number[] = [];
  while (pids.length < workers)
    pids.push(stand.resources.add(await startGenvideoWorker(stand, settings)).pid);
  return {
    name: 'genvideo',
    pool,
    pids,
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
