import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import {
  advanceProgress,
  createProgress,
  QUERY,
  SEARCH_ATTRIBUTE,
  type JobError,
  type JobState,
  type JobStatus,
} from '@genvideo/models';
import { toJobResult, type FinishJobDependencies } from '../job/finish-job';
import { saveJobState } from '../job/job-state-file';
import { stopTask, type StopTaskDependencies } from '../job/stop-task';
import type { NoticeDesk } from '../notices/create-notice-desk';
import { readLastTry } from './read-last-try';
import { readUserTag } from './read-user-tag';

export interface SweepJobDependencies extends FinishJobDependencies, StopTaskDependencies {
  client: Client;
  notices: Pick<NoticeDesk, 'tellOfJob'>;
}

type EndingName = 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'TERMINATED' | 'TIMED_OUT' | 'GONE';

/** How a run of a job ended, and when, in milliseconds of the Unix epoch. */
export interface Ending {
  name: EndingName;
  runId: string;
  at: number;
  /** Whose job it was, as far as the engine knows. */
  userId: string | null;
}

/** What the engine says of a job: null while it runs. */
export async function readEnding(client: Client, workflowId: string): Promise<Ending | null> {
  try {
    const handle = client.workflow.getHandle(workflowId);
    const { status, closeTime, runId, searchAttributes } = await handle.describe();
    if (status.name === 'RUNNING' || status.name === 'PAUSED' || status.name === 'CONTINUED_AS_NEW')
      return null;
    if (status.name === 'UNSPECIFIED' || status.name === 'UNKNOWN') return null;
    const userId = readUserTag(searchAttributes[SEARCH_ATTRIBUTE.tag.name]);
    return { name: status.name, runId, at: closeTime?.getTime() ?? 0, userId };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { name: 'GONE', runId: '', at: 0, userId: null };
    throw error;
  }
}

const toError = (ending: 'TERMINATED' | 'TIMED_OUT'): JobError =>
  ending === 'TERMINATED'
    ? { type: 'Cancelled', message: 'Terminated from outside' }
    : { type: 'TimedOut', message: 'Ended by the engine: its run or execution time was over' };

/** Puts the state file right of a job that was ended without a word, and says it in its stead. */
async function correctState(
  workflowId: string,
  ending: Ending & { name: 'TERMINATED' | 'TIMED_OUT' },
  dependencies: SweepJobDependencies,
): Promise<void> {
  const { client, storage, notices, signal } = dependencies;
  const status = await client.workflow.getHandle(workflowId).query<JobStatus>(QUERY.status);
  const error = toError(ending.name);
  const outcome = ending.name === 'TERMINATED' ? 'cancelled' : 'failed';
  const change = {
    step: 'failed',
    status: outcome,
    message: error.message,
    error_message: error.message,
  } as const;
  const progress = advanceProgress(status.current_progress ?? createProgress(new Date()), change, new Date());
  const state: JobState = {
    workflow_id: workflowId,
    job_input: { ...status.job_input },
    progress,
    result: null,
  };
  const tries = status.progress_history.filter(({ step }) => step === 'image' || step === 'video').length;
  const account = {
    workflow_id: workflowId,
    user_id: status.job_input.user_id,
    state,
    produced: {},
    attempts: tries,
    submissions: tries,
    started_at: status.started_at,
    permitted_at: status.started_at,
  };
  const result = toJobResult(account, { status: outcome, assets: [], error });
  await notices.tellOfJob({ account, result, run_id: ending.runId }, signal);
  await saveJobState(storage, { ...state, result });
}

/** How long after a job's end a worker that stalled may still submit its task, in milliseconds. */
const LAST_SUBMISSION_MS = 40_000;

/** Whether the provider has nothing left to do for a job that has ended. */
async function isStopped(
  workflowId: string,
  { at }: Ending,
  dependencies: SweepJobDependencies,
): Promise<boolean> {
  const running = await readLastTry(dependencies.client, workflowId);
  if (running === null) return true;
  const { outcome, ended } = await stopTask(workflowId, { ...running, task_id: null }, dependencies);
  // A task that is not there yet may be on its way.
  return outcome === 'cancelled_before_submit' ? Date.now() - at > LAST_SUBMISSION_MS : ended;
}

/**
 * Cleans up after a job that ended without doing so itself: stops its task at the provider and puts its state file
 * right, as far as that can be done.
 * @returns whether its provider has nothing left to do for it, so that its permit may go to another
 */
export async function sweepJob(
  workflowId: string,
  ending: Ending,
  dependencies: SweepJobDependencies,
): Promise<boolean> {
  const { logger } = dependencies;
  const { name } = ending;
  if (name === 'COMPLETED' || name === 'GONE') return true;
  if (!(await isStopped(workflowId, ending, dependencies))) return false;
  if (name === 'TERMINATED' || name === 'TIMED_OUT') {
    await correctState(workflowId, { ...ending, name }, dependencies).catch((error: unknown) =>
      logger.error({ workflow_id: workflowId, user_id: ending.userId, err: error }, 'state_not_corrected'),
    );
  }
  logger.warn({ workflow_id: workflowId, user_id: ending.userId, ending: name }, 'job_swept');
  return true;
}
