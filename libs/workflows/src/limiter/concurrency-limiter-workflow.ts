import type { PooledProvider, Stage } from '@genvideo/models';
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  patched,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { autoUpgrade } from '../auto-upgrade';
import { answerLimiter } from './answer-limiter';
import { atOnce, inTime } from './limiter-activities';
import { encodeState, openState, type LimiterStart, type LimiterState } from './limiter-state';
import { ProviderBook } from './provider-book';

/** How many jobs are told at once that they may begin. */
const MAX_GRANTS_AT_ONCE = 50;

/** How long to wait before somebody is told again who could not be reached, in milliseconds. */
const TELL_AGAIN_MS = 5_000;

/** When to continue as new, in events: a worker that takes the limiter over has to read them all. */
const LONG_HISTORY = 1_000;

/** The history at which a quiet moment is no longer waited for; the engine itself ends runs at 51,200 events. */
const VERY_LONG_HISTORY = 10_000;

/** How often a limiter with a long history looks for a quiet moment to continue as new in, in milliseconds. */
const QUIET_LOOK_MS = 1_000;

/** What a run is at. */
interface Run {
  delivering: boolean;
  /** How many looks at holders are under way. */
  reconciling: number;
  /** Nothing is begun any more: the next run goes on. */
  ending: boolean;
}

/**
 * Holds a pool's permits and the jobs that wait for them. One per pool, for ever: its history is cut by
 * continue-as-new, and one that was ended by hand learns from the jobs themselves who holds a permit.
 */
export async function ConcurrencyLimiterWorkflow(start: LimiterStart): Promise<void> {
  const state = openState(start, Date.now());
  const run: Run = { delivering: false, reconciling: 0, ending: false };
  // Runs of earlier versions never looked at those who had handed their permit back.
  if (state.provider === null && patched('2026-11-leavers')) state.book.watchLeavers();
  answerLimiter(state);
  if (!start.book) await countHolders(state);
  void reconcileRegularly(state, run);
  void passTime(state, run);
  void endInQuiet(state, run);
  for (;;) {
    await condition(() => run.ending || state.book.hasNews);
    if (run.ending) break;
    run.delivering = true;
    await tellHolders(state, run);
    run.delivering = false;
  }
  await continueAsNew<typeof ConcurrencyLimiterWorkflow>(encodeState(state));
}

autoUpgrade(ConcurrencyLimiterWorkflow);

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
    await condition(() => !run.delivering && run.reconciling === 0 && allHandlersFinished());
    const { historyLength } = workflowInfo();
    if (state.heardAt !== historyLength || historyLength > VERY_LONG_HISTORY) break;
  }
  run.ending = true;
}

/** Gives out what there is. Who cannot be reached is told again, who is gone is cleaned up after. */
async function tellHolders(state: LimiterState, run: Run): Promise<void> {
  const { book, provider } = state;
  const now = Date.now();
  const told = book.grant(MAX_GRANTS_AT_ONCE, now);
  if (told.length === 0) return;
  const granted_at = new Date(now).toISOString();
  const { gone, failed } = await atOnce.deliverGrants({
    workflow_ids: told,
    granted_at,
    ...toStage(provider),
  });
  if (gone.length > 0) void reconcile(state, run, { holders: gone });
  if (failed.length > 0) void sleep(TELL_AGAIN_MS).then(() => book.remind(failed));
}

/**
 * Without a book, every job that runs is taken for a holder until it has said whether it waits: too few permits for a
 * moment, never too many.
 */
async function countHolders({ book, pool, provider }: LimiterState): Promise<void> {
  const { taskQueue: task_queue } = workflowInfo();
  const running = await inTime.listRunningJobs({ pool, ...(provider && { task_queue }) });
  book.assume(running, Date.now());
  const workflow_ids = book.holders();
  if (workflow_ids.length > 0) await inTime.sendCensus({ workflow_ids, ...toStage(provider) });
}

/**
 * Takes back the permits of those who have ended, but for who was heard of again meanwhile. Those who have handed theirs back
 * are looked at until they have ended, too: one that is terminated while its files are stored is cleaned up after.
 */
async function reconcile(
  { book, heardOf }: LimiterState,
  run: Run,
  { holders, leaving = [] }: { holders: string[]; leaving?: string[] },
): Promise<void> {
  run.reconciling += 1;
  heardOf.clear();
  const asked = { workflow_ids: holders, ...(leaving.length > 0 && { leaving }) };
  const free = await inTime.reconcilePermits(asked);
  const ended = free.filter((id) => !heardOf.has(id));
  book.take({ release: ended }, Date.now());
  book.forget(ended);
  run.reconciling -= 1;
}

/** What a provider's pool says of itself where the pool of a task queue says nothing. */
const toStage = (provider: PooledProvider | null): { stage?: Stage } =>
  provider ? { stage: provider.stage } : {};

/** Lets time pass for a provider, as often as that changes who may begin. */
async function passTime({ book }: LimiterState, run: Run): Promise<void> {
  if (!(book instanceof ProviderBook)) return;
  for (;;) {
    await condition(() => book.nextPassAt !== null);
    const at = book.nextPassAt ?? 0;
    const isSooner = (): boolean => book.nextPassAt !== null && book.nextPassAt < at;
    const sooner = await condition(isSooner, Math.max(1, at - Date.now()));
    if (run.ending) return;
    if (!sooner) book.pass(Date.now());
  }
}

/** Looks regularly whether those who hold a permit, or held one lately, still run, for as long as there are any. */
async function reconcileRegularly(state: LimiterState, run: Run): Promise<void> {
  const { book } = state;
  for (;;) {
    await condition(() => !book.isIdle);
    state.reconcileAt ??= Date.now() + state.reconcileSeconds * 1_000;
    await sleep(Math.max(1, state.reconcileAt - Date.now()));
    if (run.ending) return;
    state.reconcileAt = null;
    const [holders, leaving] = [book.holders(), book.leavers()];
    if (holders.length + leaving.length > 0) await reconcile(state, run, { holders, leaving });
  }
}
