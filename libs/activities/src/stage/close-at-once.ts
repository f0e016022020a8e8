import type { FinishedJob, JobAccount, JobClosing } from '../job/finish-job';
import type { Logger } from '../logger-port';
import type { StoredMedia } from '../storage/store-media';
import type { StageContext } from './stage-context';
import type { StageOutcome, StageRequest } from './stage-request';

export interface CloseAtOnceDependencies {
  /** Stores a job's files. */
  storeAll: (account: JobAccount, signal: AbortSignal) => Promise<StoredMedia[]>;
  /** Closes the record of a job whose files are stored. */
  closeJob: (account: JobAccount, media: readonly StoredMedia[]) => Promise<FinishedJob>;
  /** Starts the notices about a job that is about to end. */
  tellOfEnd: (account: JobAccount, finished: FinishedJob, hurry: AbortSignal) => Promise<unknown>;
  logger: Logger;
  /** How long storing may take, in milliseconds. */
  storeAtOnceMs: number;
}

/** In milliseconds. What takes longer is left to an activity of its own, so that the job says what it is at. */
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

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

/**
 * Stores a job's files and closes its record, if that is soon done. An upload that is under way when the time is over is not
 * waited for; it brings the file to where the next try brings it as well.
 */
async function closeSoon(
  account: JobAccount,
  context: StageContext,
  { storeAll, closeJob, logger, storeAtOnceMs }: CloseAtOnceDependencies,
): Promise<FinishedJob | null> {
  const { workflow_id, user_id } = account;
  const enough = AbortSignal.any([AbortSignal.timeout(storeAtOnceMs), context.gone]);
  try {
    const media = await Promise.race([storeAll(account, enough), whenAborted(enough)]);
    // A worker that stood still may have a successor at the same stage.
    return enough.aborted || context.hasStalled() ? null : await closeJob(account, media);
  } catch (error) {
    logger.info({ workflow_id, user_id, reason: String(error) }, 'storing_put_off');
    return null;
  }
}

/**
 * Ends a job together with its last stage, which saves its workflow a step and the engine seven events. What cannot be
 * stored, or not soon, is left to the activity that is there for it. Nobody's hurry breaks it off: the provider has ended, and
 * what is as good as stored is not cancelled any more.
 */
export async function closeAtOnce(
  {
    request,
    outcome,
    context,
  }: { request: StageRequest<unknown>; outcome: StageOutcome; context: StageContext },
  dependencies: CloseAtOnceDependencies,
): Promise<StageOutcome> {
  const { closing } = request;
  if (closing === undefined || context.gone.aborted) return outcome;
  const account = toAccount(request, closing, outcome);
  const finished = await closeSoon(account, context, dependencies);
  if (finished === null) return outcome;
  await dependencies.tellOfEnd(account, finished, context.hurry);
  return { ...outcome, finished };
}
