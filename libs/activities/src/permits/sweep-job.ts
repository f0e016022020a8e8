import type { Client } from '@temporalio/client';
import { readEngineTime } from '../engine-time';
import type { Logger } from '../logger-port';
import { stopTask, type StoppedTask, type StopTaskDependencies } from '../job/stop-task';
import { readLateWatch } from '../late/start-late-result';
import type { LateResultRequest } from '../late/left-under-way';
import type { NoticeDesk } from '../notices/create-notice-desk';
import type { Storage } from '../storage/storage-port';
import { correctState } from './correct-state';
import type { Ending } from './read-ending';
import { readTrail, type JobTrail } from './read-trail';

export interface SweepJobDependencies extends StopTaskDependencies {
  client: Client;
  storage: Storage;
  logger: Logger;
  signal: AbortSignal;
  notices: Pick<NoticeDesk, 'tellOfJob'>;
  /** Leaves what cannot be ended or fetched at once to somebody who waits for it. */
  handOver: (request: LateResultRequest) => Promise<void>;
}

/** How long after a job's end a worker that stalled may still submit its task, in milliseconds. */
export const LAST_SUBMISSION_MS = 40_000;

/** A task whose provider gives no answer, or that may still come: whoever is left with it asks again. */
const toUnknown = ({ running }: JobTrail): StoppedTask => ({
  outcome: null,
  task_id: running?.task_id ?? null,
  ended: false,
  output: null,
});

/** Stops what a job had under way; null when it had nothing. */
async function stopRunning(
  workflowId: string,
  { trail, ending }: { trail: JobTrail; ending: Ending },
  dependencies: SweepJobDependencies,
): Promise<StoppedTask | null> {
  const { running } = trail;
  if (running === null) return null;
  const { logger } = dependencies;
  try {
    const stopped = await stopTask(workflowId, running, dependencies);
    const mayCome =
      stopped.outcome === 'cancelled_before_submit' && readEngineTime() - ending.at < LAST_SUBMISSION_MS;
    return mayCome ? toUnknown(trail) : stopped;
  } catch (error) {
    logger.warn({ workflow_id: workflowId, user_id: ending.userId, err: error }, 'task_not_stopped');
    return toUnknown(trail);
  }
}

/** What a job left that somebody has to wait for or to fetch; null when there is nothing. */
function toLeft(
  workflow_id: string,
  { runId: run_id, userId }: Ending,
  { trail, stopped }: { trail: JobTrail; stopped: StoppedTask | null },
): LateResultRequest | null {
  const { running, produced } = trail;
  const late =
    running && stopped?.output ? { [running.stage]: { ...stopped.output, task_id: stopped.task_id } } : {};
  const made = { ...produced, ...late };
  const still = running && stopped && !stopped.ended ? { ...running, task_id: stopped.task_id } : null;
  if (still === null && Object.keys(made).length === 0) return null;
  return { workflow_id, run_id, user_id: userId ?? '', running: still, produced: made };
}

/** Ends what a job left that ended without a word. @returns whether its provider has nothing left to do for it */
async function sweep(
  workflowId: string,
  ending: Ending,
  dependencies: SweepJobDependencies,
): Promise<boolean> {
  const { client, handOver } = dependencies;
  const trail = await readTrail(client, workflowId);
  const stopped = await stopRunning(workflowId, { trail, ending }, dependencies);
  const { name } = ending;
  const saidNothing = name === 'TERMINATED' || name === 'TIMED_OUT';
  // One that ended by itself has kept what it had made.
  const known = saidNothing ? trail : { ...trail, produced: {} };
  const left = toLeft(workflowId, ending, { trail: known, stopped });
  if (saidNothing)
    await correctState(workflowId, { ...ending, name }, { ...dependencies, trail, stopped, left });
  if (left !== null) await handOver(left);
  return stopped === null || stopped.ended;
}

/**
 * Cleans up after a job that ended without doing so itself: stops its task at the provider, puts its state file right,
 * and has what it left kept.
 * @returns whether its provider has nothing left to do for it, so that its permit may go to another
 */
export async function sweepJob(
  workflowId: string,
  ending: Ending,
  dependencies: SweepJobDependencies,
): Promise<boolean> {
  const { client, logger } = dependencies;
  const { name, runId, userId } = ending;
  if (name === 'COMPLETED' || name === 'GONE') return true;
  const watch = await readLateWatch(client, { workflow_id: workflowId, run_id: runId });
  if (watch !== null) return watch === 'ended';
  const isFree = await sweep(workflowId, ending, dependencies);
  logger.warn({ workflow_id: workflowId, user_id: userId, ending: name, free: isFree }, 'job_swept');
  return isFree;
}
