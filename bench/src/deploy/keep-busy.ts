import { randomUUID } from 'node:crypto';
import type { JobResult } from '@genvideo/models';
import { startJob } from '@genvideo/progress-client/direct';
import type { Stand } from '../stand/stand';

/** A load that stays the same: when a job ends, another is submitted. */
export interface SteadyLoad {
  /** When jobs completed, in milliseconds of the Unix epoch; it grows. */
  readonly ends: readonly number[];
  /** Submits no more, and waits for what is under way. @returns how many jobs there were in all */
  drain(): Promise<number>;
}

/** Keeps a number of jobs under way, each with a picture and a video. A job that does not complete is missing in `ends`. */
export function keepBusy({ client }: Stand, taskQueue: string, count: number): SteadyLoad {
  const options = { client, taskQueue, jobTimeoutSeconds: 600, queueTimeoutSeconds: 600 };
  const ends: number[] = [];
  let jobs = 0;
  let draining = false;

  const runOne = async (): Promise<void> => {
    const request_id = `job-${randomUUID()}`;
    jobs += 1;
    const size = { width: 64, height: 64, duration: 1 };
    await startJob(options, { prompt: 'a lighthouse', user_id: 'bench', request_id, ...size });
    const result = (await client.workflow.getHandle(request_id).result()) as JobResult;
    if (result.status === 'completed') ends.push(Date.now());
  };
  const runOn = async (): Promise<void> => {
    while (!draining) await runOne().catch(() => undefined);
  };

  const lanes = Array.from({ length: count }, () => runOn());
  return {
    ends,
    async drain() {
      draining = true;
      await Promise.all(lanes);
      return jobs;
    },
  };
}
