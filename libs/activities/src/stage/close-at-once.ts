import type { FinishedJob, JobAccount, JobClosing } from '../job/finish-job';
import type { Logger } from '../logger-port';
import type { StageOutcome, StageRequest } from './stage-request';

export interface CloseAtOnceDependencies {
  /** Stores a job's files, closes its record and tells of its end. */
  closeJob: (account: JobAccount, signal: AbortSignal) => Promise<FinishedJob>;
  logger: Logger;
  /** How long that may take, in milliseconds. */
  storeAtOnceMs: number;
}

/** What takes longer is left to an activity of its own, so that the job says what it is at. */
export const STORE_AT_ONCE_MS = 3_000;

const toAccount = (
  { workflow_id, user_id, state, stage }: StageRequest<unknown>,
  closing: JobClosing,
  { urls, task_id }: StageOutcome,
): JobAccount => ({
  ...{ ...closing, workflow_id, user_id, state },
  produced: { ...closing.produced, [stage]: { urls, task_id } },
  submissions: closing.submissions + 1,
});

/**
 * Ends a job together with its last stage, which saves its workflow a step and the engine seven events. What goes wrong
 * or takes too long is done anew by the activity that is there for it. Nobody's hurry breaks it off: what is as good as
 * stored is not cancelled any more.
 */
export async function closeAtOnce(
  request: StageRequest<unknown>,
  outcome: StageOutcome,
  { closeJob, logger, storeAtOnceMs }: CloseAtOnceDependencies,
): Promise<StageOutcome> {
  const { workflow_id, user_id, closing } = request;
  if (closing === undefined) return outcome;
  try {
    const finished = await closeJob(toAccount(request, closing, outcome), AbortSignal.timeout(storeAtOnceMs));
    return { ...outcome, finished };
  } catch (error) {
    logger.info({ workflow_id, user_id, err: error }, 'storing_put_off');
    return outcome;
  }
}
