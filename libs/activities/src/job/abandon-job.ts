import {
  toFailureRule,
  toSubmissionId,
  type Asset,
  type JobError,
  type JobResult,
  type Stage,
} from '@genvideo/models';
import { GenerationError } from '../generation-error';
import type { CancelOutcome, GenerationProvider } from '../providers/provider-port';
import { storeProduced, toJobResult, type FinishJobDependencies, type JobAccount } from './finish-job';
import { saveJobState } from './job-state-file';

/** What became of the task that a job had running when it ended early. */
export type TaskOutcome = CancelOutcome | 'cancelled_before_submit';

export interface AbandonJobRequest extends JobAccount {
  status: 'failed' | 'cancelled';
  error: JobError;
  /** The try that was under way, whose task may still run; null when none was. */
  running: { stage: Stage; attempt: number } | null;
}

export interface AbandonJobDependencies extends FinishJobDependencies {
  providers: Record<Stage, Pick<GenerationProvider<never>, 'find' | 'cancel'>>;
}

/** A clean-up in the way of which the provider or the disk stands is bounded by the activity's own time limit. */
const CALL_TIMEOUT_MS = 30_000;

/** Stops the task of a submission, wherever it is. */
async function stopTask(
  { workflow_id: workflowId }: AbandonJobRequest,
  { stage, attempt }: { stage: Stage; attempt: number },
  { providers }: AbandonJobDependencies,
): Promise<TaskOutcome> {
  const provider = providers[stage];
  const submissionId = toSubmissionId({ workflowId, stage, attempt });
  const lookup = await provider.find(submissionId, AbortSignal.timeout(CALL_TIMEOUT_MS));
  if (lookup.status === 'absent') return 'cancelled_before_submit';
  if (lookup.status === 'unsupported') return 'provider_cannot_cancel';
  return provider.cancel(lookup.taskId, AbortSignal.timeout(CALL_TIMEOUT_MS));
}

/** Stops the task that is under way. A provider that is away is asked again later; one that refuses is not. */
async function stopRunning(
  request: AbandonJobRequest,
  dependencies: AbandonJobDependencies,
): Promise<TaskOutcome | null> {
  if (request.running === null) return null;
  try {
    return await stopTask(request, request.running, dependencies);
  } catch (error) {
    if (!(error instanceof GenerationError) || toFailureRule(error.type).retry === 'same_submission')
      throw error;
    const { workflow_id, user_id } = request;
    dependencies.logger.error({ workflow_id, user_id, reason: error.message }, 'task_not_stopped');
    return 'provider_cannot_cancel';
  }
}

/** What was paid for is kept where it can be; a job that failed does not fail again for it. */
async function keepProduced(
  request: AbandonJobRequest,
  dependencies: AbandonJobDependencies,
): Promise<Asset[]> {
  try {
    return await storeProduced(request, dependencies);
  } catch (error) {
    const { workflow_id, user_id } = request;
    dependencies.logger.warn({ workflow_id, user_id, err: error }, 'partial_results_not_kept');
    return [];
  }
}

/**
 * Ends a job that failed or was cancelled: stops its task at the provider, keeps what was made before, and closes its
 * record. Idempotent; rejects, to be tried again, while the provider cannot be reached.
 */
export async function abandonJob(
  request: AbandonJobRequest,
  dependencies: AbandonJobDependencies,
): Promise<JobResult> {
  const { storage, logger } = dependencies;
  const { workflow_id, user_id, status, error } = request;
  await saveJobState(storage, request.state);
  const task_outcome = await stopRunning(request, dependencies);
  const assets = await keepProduced(request, dependencies);
  const submitted = task_outcome !== null && task_outcome !== 'cancelled_before_submit';
  const account = { ...request, submissions: request.submissions + (submitted ? 1 : 0) };
  const result = toJobResult(account, { status, assets, error });
  await saveJobState(storage, { ...request.state, result });
  logger.warn(
    { workflow_id, user_id, type: error.type, reason: error.message, task_outcome },
    `workflow_${status}`,
  );
  return result;
}
