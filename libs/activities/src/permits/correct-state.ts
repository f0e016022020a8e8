import type { Client } from '@temporalio/client';
import {
  advanceProgress,
  createProgress,
  QUERY,
  type Asset,
  type JobError,
  type JobResult,
  type JobState,
  type JobStatus,
  type LateResult,
} from '@genvideo/models';
import { readEngineTime } from '../engine-time';
import { GenerationError } from '../generation-error';
import { toJobResult } from '../job/finish-job';
import { describeEnd, toCancelOutcome } from '../job/describe-end';
import { readJobState, saveJobState } from '../job/job-state-file';
import { isUnpaid, type StoppedTask } from '../job/stop-task';
import type { LateResultRequest } from '../late/left-under-way';
import { toAwaited } from '../late/to-awaited';
import type { Logger } from '../logger-port';
import type { NoticeDesk } from '../notices/create-notice-desk';
import type { Storage } from '../storage/storage-port';
import type { Ending } from './read-ending';
import type { JobTrail } from './read-trail';

export interface CorrectStateDependencies {
  client: Client;
  storage: Storage;
  logger: Logger;
  signal: AbortSignal;
  notices: Pick<NoticeDesk, 'tellOfJob'>;
  trail: JobTrail;
  stopped: StoppedTask | null;
  left: LateResultRequest | null;
}

interface Kept {
  workflow_id: string;
  kept: Asset[];
}

type OutsideEnding = Ending & { name: 'TERMINATED' | 'TIMED_OUT' };

const toError = (ending: OutsideEnding['name']): JobError =>
  ending === 'TERMINATED'
    ? { type: 'Cancelled', message: 'Terminated from outside' }
    : { type: 'TimedOut', message: 'Ended by the engine: its run or execution time was over' };

type Known = Pick<JobStatus, 'current_progress' | 'started_at'> & Pick<JobState, 'job_input'>;

/** What is known of the job: what its workflow says, or where nobody can make it say anything, its file. */
async function readKnown(workflowId: string, { client, storage }: CorrectStateDependencies): Promise<Known> {
  try {
    const status = await client.workflow.getHandle(workflowId).query<JobStatus>(QUERY.status);
    return { ...status, job_input: { ...status.job_input } };
  } catch (error) {
    const state = await readJobState(storage, workflowId);
    if (state === null) throw error;
    const { job_input, progress } = state;
    return { job_input, current_progress: progress, started_at: progress.updated_at };
  }
}

const toLate = (left: LateResultRequest | null, now: Date): LateResult | null =>
  left &&
  toAwaited(
    {
      stage: left.running?.stage ?? (left.produced.video ? 'video' : 'image'),
      task_id: left.running?.task_id ?? null,
    },
    now,
  );

const toUserId = ({ user_id }: Record<string, unknown>): string =>
  typeof user_id === 'string' ? user_id : '';

/** The job's last state, as it would have said it itself; `kept` are files that it had stored already. */
function toLastState(
  { job_input, current_progress, started_at }: Known,
  ending: OutsideEnding,
  { trail, stopped, left, workflow_id, kept }: CorrectStateDependencies & Kept,
): { state: JobState; result: JobResult } {
  const status = ending.name === 'TERMINATED' ? 'cancelled' : 'failed';
  const now = new Date(readEngineTime());
  // A task that the trail does not know the end of was paid for unless it was stopped before.
  const submissions = trail.submissions + (isUnpaid(stopped) ? 0 : 1);
  const told = {
    cancel_outcome: toCancelOutcome({ status, submissions: trail.submissions }, stopped),
    late: toLate(left, now),
  };
  const error = describeEnd({ error: toError(ending.name), status }, told);
  const { message } = error;
  const change = { step: 'failed', status, message, error_message: message } as const;
  const progress = advanceProgress(current_progress ?? createProgress(now), change, now);
  const state = { workflow_id, job_input, progress, result: null };
  const account = { ...trail, submissions, workflow_id, user_id: '', state, produced: {}, started_at };
  const result = toJobResult(account, { status, assets: kept, error, ...told });
  return { state: { ...state, result }, result };
}

async function correct(
  workflow_id: string,
  ending: OutsideEnding,
  dependencies: CorrectStateDependencies,
): Promise<void> {
  const { storage, notices, signal } = dependencies;
  const known = await readKnown(workflow_id, dependencies);
  const earlier = await readJobState(storage, workflow_id);
  // It may have been ended when everything was stored, on the very point of saying so.
  const kept = earlier?.result?.assets ?? [];
  // The sweep of another limiter, or the job's own clean-up, may have been faster.
  const isRight = earlier?.result && earlier.result.status !== 'completed';
  const last =
    isRight && earlier.result
      ? { state: earlier, result: earlier.result }
      : toLastState(known, ending, { ...dependencies, workflow_id, kept });
  if (!isRight) await saveJobState(storage, last.state);
  const account = { workflow_id, user_id: toUserId(known.job_input), state: last.state };
  await notices.tellOfJob({ account, result: last.result, run_id: ending.runId }, signal);
}

/**
 * Puts the state file right of a job that was ended without a word, and says it in its stead.
 * @throws GenerationError of type StorageUnavailable, to be tried again; what else goes wrong is logged
 */
export async function correctState(
  workflowId: string,
  ending: OutsideEnding,
  dependencies: CorrectStateDependencies,
): Promise<void> {
  try {
    await correct(workflowId, ending, dependencies);
  } catch (error) {
    if (error instanceof GenerationError && error.type === 'StorageUnavailable') throw error;
    const { logger } = dependencies;
    logger.error({ workflow_id: workflowId, user_id: ending.userId, err: error }, 'state_not_corrected');
  }
}
