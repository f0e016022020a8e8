import { isIdentifier, toFailureRule, type JobError, type JobResult } from '@genvideo/models';
import { GenerationError } from '../generation-error';
import type { PermitDesk } from '../permits/permit-desk';
import {
  storeProduced,
  toJobResult,
  type FinishJobDependencies,
  type JobAccount,
  type Produced,
} from './finish-job';
import { saveJobState } from './job-state-file';
import {
  stopTask,
  type RunningTry,
  type StoppedTask,
  type StopTaskDependencies,
  type TaskOutcome,
} from './stop-task';

export interface AbandonJobRequest extends JobAccount {
  status: 'failed' | 'cancelled';
  error: JobError;
  /** The try that was under way, whose task may still run; null when none was. */
  running: RunningTry | null;
}

export interface AbandonJobDependencies extends FinishJobDependencies, StopTaskDependencies {
  permits: Pick<PermitDesk, 'release'>;
  /** Whether what fails now can be tried again later; else the job ends with what could be done. */
  mayTryAgain: boolean;
}

const isPassing = (error: unknown): boolean =>
  !(error instanceof GenerationError) || toFailureRule(error.type).retry === 'same_submission';

/** Does a part of the clean-up. What fails is tried again later while that is possible, and then left undone. */
async function attempt<Output>(
  part: { name: string; run: () => Promise<Output>; otherwise: Output },
  request: AbandonJobRequest,
  { mayTryAgain, logger }: AbandonJobDependencies,
): Promise<Output> {
  try {
    return await part.run();
  } catch (error) {
    if (mayTryAgain && isPassing(error)) throw error;
    const { workflow_id, user_id } = request;
    logger.error({ workflow_id, user_id, part: part.name, err: error }, 'clean_up_incomplete');
    return part.otherwise;
  }
}

/** Stops the task that is under way, and hands the permit back when the provider has nothing left to do. */
async function stopRunning(
  request: AbandonJobRequest,
  dependencies: AbandonJobDependencies,
): Promise<StoppedTask | null> {
  const { workflow_id, running } = request;
  const stopped = running && (await stopTask(workflow_id, running, dependencies));
  if (stopped === null || stopped.ended) await dependencies.permits.release(workflow_id);
  return stopped;
}

const UNREACHABLE: StoppedTask = { outcome: 'provider_cannot_cancel', ended: false, output: null };

/** Keeps what was paid for: files that were made before, and one that was ready when its task was to be stopped. */
async function keepProduced(request: AbandonJobRequest, dependencies: AbandonJobDependencies) {
  const { assets, errors } = await storeProduced(request, dependencies);
  const { mayTryAgain, logger } = dependencies;
  if (mayTryAgain && errors.some(isPassing)) throw errors.find(isPassing);
  const { workflow_id, user_id } = request;
  for (const error of errors) logger.warn({ workflow_id, user_id, err: error }, 'partial_result_not_kept');
  return assets;
}

const withOutput = ({ produced, running }: AbandonJobRequest, stopped: StoppedTask | null): Produced =>
  running && stopped?.output ? { ...produced, [running.stage]: stopped.output } : produced;

const UNPAID: ReadonlySet<TaskOutcome | undefined> = new Set([undefined, 'cancelled_before_submit']);

/**
 * Ends a job that failed or was cancelled: stops its task at the provider first of all, keeps what was made, and closes
 * its record. Idempotent; rejects, to be tried again, while a part of it fails that may succeed later.
 */
export async function abandonJob(
  request: AbandonJobRequest,
  dependencies: AbandonJobDependencies,
): Promise<JobResult> {
  const { storage, logger } = dependencies;
  const { workflow_id, user_id, status, error } = request;
  const stopping = { name: 'stop', run: () => stopRunning(request, dependencies), otherwise: UNREACHABLE };
  const stopped = await attempt(stopping, request, dependencies);
  const submissions = request.submissions + (UNPAID.has(stopped?.outcome) ? 0 : 1);
  const account = { ...request, submissions, produced: withOutput(request, stopped) };
  const assets = await keepProduced(account, dependencies);
  const result = toJobResult(account, { status, assets, error });
  if (isIdentifier(workflow_id)) {
    const run = () => saveJobState(storage, { ...request.state, result });
    await attempt({ name: 'state', run, otherwise: undefined }, request, dependencies);
  }
  const task_outcome = stopped?.outcome ?? null;
  logger.warn(
    { workflow_id, user_id, type: error.type, reason: error.message, task_outcome },
    `workflow_${status}`,
  );
  return result;
}
