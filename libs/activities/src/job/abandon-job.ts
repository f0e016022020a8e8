import { toFailureRule, type Asset, type JobError, type JobResult } from '@genvideo/models';
import { GenerationError } from '../generation-error';
import type { PermitDesk } from '../permits/permit-desk';
import { storeProduced, toJobResult, type FinishJobDependencies, type JobAccount } from './finish-job';
import { saveJobState } from './job-state-file';
import { stopTask, type StopTaskDependencies, type TaskOutcome, type Try } from './stop-task';

export interface AbandonJobRequest extends JobAccount {
  status: 'failed' | 'cancelled';
  error: JobError;
  /** The try that was under way, whose task may still run; null when none was. */
  running: Try | null;
}

export interface AbandonJobDependencies extends FinishJobDependencies, StopTaskDependencies {
  permits: Pick<PermitDesk, 'release'>;
}

/**
 * Stops the task that is under way. A provider that is away is asked again later; one that refuses is not. The permit
 * is handed back when the provider has nothing left to do; else the limiter sees to it.
 */
async function stopRunning(
  { workflow_id, user_id, running }: AbandonJobRequest,
  dependencies: AbandonJobDependencies,
): Promise<TaskOutcome | null> {
  const { permits, logger } = dependencies;
  try {
    const stopped = running && (await stopTask(workflow_id, running, dependencies));
    if (stopped === null || stopped.ended) await permits.release(workflow_id);
    return stopped && stopped.outcome;
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error;
    if (toFailureRule(error.type).retry === 'same_submission') throw error;
    logger.error({ workflow_id, user_id, reason: error.message }, 'task_not_stopped');
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
