import { allHandlersFinished, condition, continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { answerLimiter } from './answer-limiter';
import { atOnce, inTime } from './limiter-activities';
import { encodeState, openState, type LimiterStart, type LimiterState } from './limiter-state';

/** How many jobs are told at once that they may begin: while they are told, the limiter hears nothing. */
const MAX_GRANTS_AT_ONCE = 50;

/**
 * Holds a pool's permits and the jobs that wait for them. One per pool, for ever: its history is cut by
 * continue-as-new, and one that was ended by hand learns from the jobs themselves who holds a permit.
 */
export async function ConcurrencyLimiterWorkflow(start: LimiterStart): Promise<void> {
  const state = openState(start);
  const run = { reconciling: false, ending: false };
  answerLimiter(state);
  if (!start.book) await countHolders(state);
  const reconciler = reconcileRegularly(state, run);
  for (;;) {
    await condition(() => state.book.hasNews || mustContinue(run));
    if (mustContinue(run)) break;
    await tellHolders(state);
  }
  run.ending = true;
  await condition(() => !run.reconciling && allHandlersFinished());
  void reconciler;
  await continueAsNew<typeof ConcurrencyLimiterWorkflow>(encodeState(state));
}

const mustContinue = ({ reconciling }: { reconciling: boolean }): boolean =>
  workflowInfo().continueAsNewSuggested && !reconciling;

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
