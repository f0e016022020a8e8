import { allHandlersFinished, condition, continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { answerLimiter } from './answer-limiter';
import { atOnce, inTime } from './limiter-activities';
import { encodeState, openState, type LimiterStart, type LimiterState } from './limiter-state';

/** How many jobs are told at once that they may begin: while they are told, the limiter hears nothing. */
const MAX_GRANTS_AT_ONCE = 50;

/** When to continue as new, in events: a worker that takes the limiter over has to read them all. */
const LONG_HISTORY = 1_000;

/** How often a limiter with a long history looks for a quiet moment to continue as new in, in milliseconds. */
const QUIET_LOOK_MS = 1_000;

/** What a run is at. */
interface Run {
  delivering: boolean;
  reconciling: boolean;
  /** Nothing is begun any more: the next run goes on. */
  ending: boolean;
}

/**
 * Holds a pool's permits and the jobs that wait for them. One per pool, for ever: its history is cut by
 * continue-as-new, and one that was ended by hand learns from the jobs themselves who holds a permit.
 */
export async function ConcurrencyLimiterWorkflow(start: LimiterStart): Promise<void> {
  const state = openState(start);
  const run: Run = { delivering: false, reconciling: false, ending: false };
  answerLimiter(state);
  if (!start.book) await countHolders(state);
  void reconcileRegularly(state, run);
  void endInQuiet(state, run);
  for (;;) {
    await condition(() => run.ending || state.book.hasNews);
    if (run.ending) break;
    run.delivering = true;
    await tellHolders(state);
    run.delivering = false;
  }
  await continueAsNew<typeof ConcurrencyLimiterWorkflow>(encodeState(state));
}

const isLong = (): boolean => {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > LONG_HISTORY;
};

/**
 * Ends the run, once its history is long, in a workflow task that brought no traffic. The engine refuses to end a run
 * for which something has arrived meanwhile; the task is then repeated with what arrived, and so goes on serving, where
 * one that insisted would be repeated for as long as the traffic lasts.
 */
async function endInQuiet(state: LimiterState, run: Run): Promise<void> {
  await condition(isLong);
  for (;;) {
    await sleep(QUIET_LOOK_MS);
    await condition(() => !run.delivering && !run.reconciling && allHandlersFinished());
    if (state.heardAt !== workflowInfo().historyLength) break;
  }
  run.ending = true;
}

/** Gives out what there is, and takes back what nobody was there to take. */
async function tellHolders({ book }: LimiterState): Promise<void> {
  const now = Date.now();
  const told = book.grant(MAX_GRANTS_AT_ONCE, now);
  if (told.length === 0) return;
  const gone = await atOnce.deliverGrants({ workflow_ids: told, granted_at: new Date(now).toISOString() });
  book.take({ release: gone }, Date.now());
}

/**
 * Without a book, every job that runs is taken for a holder until it has said whether it waits: too few permits for a
 * moment, never too many.
 */
async function countHolders({ book, pool }: LimiterState): Promise<void> {
  const running = await inTime.listRunningJobs({ pool });
  book.assume(running, Date.now());
  if (book.holders().length > 0) await inTime.sendCensus({ workflow_ids: book.holders() });
}

/** Looks regularly whether those who hold a permit still run, for as long as anybody holds one. */
async function reconcileRegularly(
  state: LimiterState,
  run: { reconciling: boolean; ending: boolean },
): Promise<void> {
  const { book } = state;
  for (;;) {
    await condition(() => !book.isIdle);
    await sleep(state.reconcileSeconds * 1_000);
    if (run.ending) return;
    const holders = book.holders();
    if (holders.length === 0) continue;
    run.reconciling = true;
    book.take({ release: await inTime.reconcilePermits({ workflow_ids: holders }) }, Date.now());
    run.reconciling = false;
  }
}
