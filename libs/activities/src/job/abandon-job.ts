import {
  isIdentifier,
  toFailureRule,
  type JobResult,
  type JobState,
  type LateResult,
} from '@genvideo/models';
import { readEngineTime } from '../engine-time';
import { GenerationError } from '../generation-error';
import type { LeftUnderWay } from '../late/left-under-way';
import { toAwaited } from '../late/to-awaited';
import type { PermitDesk } from '../permits/permit-desk';
import type { AbandonJobRequest } from './abandon-job-request';
import { describeEnd, toCancelOutcome } from './describe-end';
import { storeProduced, toJobResult, type FinishJobDependencies, type Produced } from './finish-job';
import { saveJobState } from './job-state-file';
import { isUnpaid, stopTask, type StoppedTask, type StopTaskDependencies } from './stop-task';

export interface AbandonJobDependencies extends FinishJobDependencies, StopTaskDependencies {
  permits: Pick<PermitDesk, 'release'>;
  /** Leaves what cannot be ended now to somebody who outlasts the job. */
  handOver: (left: LeftUnderWay) => Promise<void>;
  /** Whether what fails now can be tried again later; else the job ends with what could be done. */
  mayTryAgain: boolean;
  /** The same for stopping the task, which others can go on with: whoever cancels a job wants to see it end. */
  mayStopAgain: boolean;
}

const isPassing = (error: unknown): boolean =>
  !(error instanceof GenerationError) || toFailureRule(error.type).retry === 'same_submission';

interface Part<Output> {
  name: string;
  run: () => Promise<Output>;
  otherwise: Output;
  mayTryAgain: boolean;
}

/** Does a part of the clean-up. What fails is tried again later while that is possible, and then left undone. */
async function attempt<Output>(
  { name, run, otherwise, mayTryAgain }: Part<Output>,
  { workflow_id, user_id }: AbandonJobRequest,
  { logger }: AbandonJobDependencies,
): Promise<Output> {
  try {
    return await run();
  } catch (error) {
    if (mayTryAgain && isPassing(error)) throw error;
    logger.error({ workflow_id, user_id, part: name, err: error }, 'clean_up_incomplete');
    return otherwise;
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

/** A provider that could not be asked. */
const toUnreached = ({ running }: AbandonJobRequest): StoppedTask | null =>
  running && { outcome: null, task_id: running.task_id, ended: false, output: null };

/** Leaves a task that goes on to somebody who waits for it, and for its permit. */
async function handOver(
  request: AbandonJobRequest,
  stopped: StoppedTask | null,
  dependencies: AbandonJobDependencies,
): Promise<LateResult | null> {
  const { workflow_id, user_id, running } = request;
  if (running === null || stopped === null || stopped.ended) return null;
  const task = { ...running, task_id: stopped.task_id };
  await dependencies.handOver({ workflow_id, user_id, running: task, produced: {} });
  return toAwaited(task, new Date(readEngineTime()));
}

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
  running && stopped?.output
    ? { ...produced, [running.stage]: { ...stopped.output, task_id: stopped.task_id } }
    : produced;

const toLastState = ({ state }: AbandonJobRequest, result: JobResult): JobState => {
  const message = result.error?.message ?? state.progress.message;
  return { ...state, progress: { ...state.progress, message, error_message: message }, result };
};

/**
 * Ends a job that failed or was cancelled: stops its task at the provider first of all, keeps what was made, and closes
 * its record. A task that goes on is left to somebody who waits for it. Idempotent; rejects, to be tried again, while a
 * part of it fails that may succeed later.
 */
export async function abandonJob(
  request: AbandonJobRequest,
  dependencies: AbandonJobDependencies,
): Promise<JobResult> {
  const { storage, logger, mayTryAgain, mayStopAgain } = dependencies;
  const { workflow_id, user_id, status } = request;
  const part = <Output>(each: Omit<Part<Output>, 'mayTryAgain'>, again = mayTryAgain): Promise<Output> =>
    attempt({ ...each, mayTryAgain: again }, request, dependencies);

  const stopping = { name: 'stop', run: () => stopRunning(request, dependencies) };
  const stopped = await part({ ...stopping, otherwise: toUnreached(request) }, mayStopAgain);
  const handing = { name: 'hand_over', run: () => handOver(request, stopped, dependencies) };
  const late = await part<LateResult | null>({ ...handing, otherwise: null });
  const submissions = request.submissions + (isUnpaid(stopped) ? 0 : 1);
  const account = { ...request, submissions, produced: withOutput(request, stopped) };
  const assets = await keepProduced(account, dependencies);
  const told = { cancel_outcome: toCancelOutcome(request, stopped), late };
  const error = describeEnd(request, told);
  const result = toJobResult(account, { status, assets, error, ...told });
  if (isIdentifier(workflow_id)) {
    const run = () => saveJobState(storage, toLastState(request, result));
    await part({ name: 'state', run, otherwise: undefined });
  }
  const { cancel_outcome } = result;
  logger.warn(
    { workflow_id, user_id, type: error.type, reason: error.message, cancel_outcome },
    `workflow_${status}`,
  );
  return result;
}
