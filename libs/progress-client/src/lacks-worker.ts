import type { Client } from '@temporalio/client';
import { toEngineNowMs } from '@genvideo/models';
import type { JobDescription } from './describe-job';
import { isRecentPoll } from './has-worker';
import { readLatestPoll } from './read-latest-poll';

/**
 * How long work may wait before the workers that polled lately are taken for dead, in milliseconds. Workflow tasks are
 * short, so that even a busy worker takes one sooner.
 */
const WAIT_LIMIT_MS = 15_000;

/** How long a job's very first task may wait while nobody asks for tasks, in milliseconds. */
const FIRST_TASK_WAIT_LIMIT_MS = 2_500;

/** The same for an activity: workers that have room for one ask all the time. */
const ACTIVITY_WAIT_LIMIT_MS = 5_000;

/** A job that any worker ever worked on has more history than this: its first task was started and completed. */
const LONGEST_UNTOUCHED_HISTORY = 4;

type Waiting = Pick<JobDescription, 'untaken' | 'task_queue' | 'history_length'>;

/** Whether no worker has worked on the job yet: nobody can answer for it. */
export function isUntouched({ untaken, history_length: length }: Waiting): boolean {
  return untaken?.what === 'workflow_task' && length <= LONGEST_UNTOUCHED_HISTORY;
}

/**
 * How long the work may wait while nobody asks the queue for any, in milliseconds. Later tasks of a workflow may wait
 * in a worker's own queue, whose polls the engine does not tell of.
 */
const toWaitLimitMs = (job: Waiting): number => {
  if (isUntouched(job)) return FIRST_TASK_WAIT_LIMIT_MS;
  return job.untaken?.what === 'activity' ? ACTIVITY_WAIT_LIMIT_MS : WAIT_LIMIT_MS;
};

/**
 * Whether a job waits because no worker takes it. Asks the engine only when something of the job waits. A worker that
 * has room asks again as soon as it has taken something: where work waits, and nobody has asked since it came, those
 * who polled before are gone.
 */
export async function lacksWorker(client: Client, job: Waiting): Promise<boolean> {
  const { untaken, task_queue: taskQueue } = job;
  if (untaken === null) return false;
  const { what, since } = untaken;
  const latestPoll = await readLatestPoll(client, taskQueue, { what });
  if (!isRecentPoll(latestPoll)) return true;
  const waitedMs = toEngineNowMs(latestPoll.getTime(), Date.now()) - since.getTime();
  if (what === 'workflow_task' && waitedMs > WAIT_LIMIT_MS) return true;
  return latestPoll < since && waitedMs > toWaitLimitMs(job);
}
