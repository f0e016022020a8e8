import { setMaxListeners } from 'node:events';
import type { BatchDependencies } from './batch-run';
import { BatchRun } from './batch-run';
import type { BatchReport, RunBatchRequest } from './batch-request';
import { createTurnstile } from './create-turnstile';
import { runItem, type ItemWay } from './run-item';
import { finishBegun, stopItems } from './follow-begun';

/** How many items are started side by side: more do not make the engine any quicker. */
const STARTS_AT_ONCE = 10;

/**
 * How many ends the engine is asked to tell of at once. Each is a call that it holds open, and it holds some 1,200 for
 * everybody; connections through a gateway carry a hundred or so.
 */
const ENDS_AT_ONCE = 64;

/** What goes on in a window. */
interface Window extends ItemWay {
  abort: AbortController;
}

/** Keeps the window full until nothing is left to begin, or somebody wants it to end. */
async function keepFull({ run, abort, ...way }: Window): Promise<void> {
  const { max_concurrent: most, fail_fast: failFast } = run.request;
  const { signal } = way;
  const running = new Set<Promise<void>>();
  let wake = (): void => undefined;
  const begin = (index: number): void => {
    const item: Promise<void> = runItem(index, { run, ...way }).finally(() => {
      running.delete(item);
      wake();
    });
    running.add(item);
    // What goes wrong with one ends the window, and is thrown below.
    item.catch((error: unknown) => abort.abort(error));
  };
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  while (!signal.aborted && !(failFast && run.firstFailure !== null)) {
    const index = running.size >= most ? null : run.book.begin();
    if (index !== null) begin(index);
    else if (running.size === 0) break;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  abort.abort();
  await Promise.all(running);
}

const toStatus = ({ book, request, firstFailure }: BatchRun, interrupted: boolean): BatchReport['status'] => {
  if (book.waiting === 0 && book.counts.running === 0) return 'ended';
  if (interrupted) return 'interrupted';
  if (request.fail_fast && firstFailure !== null) return 'failed';
  if (request.paused) return 'idle';
  throw new Error(`Batch ${request.batch_id} has items that are neither begun nor ended`);
};

/**
 * Works on a batch until everything has ended, it is paused and nothing runs, or the signal aborts. The items are
 * workflows of their own, which go on meanwhile. Whoever comes next reads from the store where the batch stands.
 * @param onOpen gets the run once it is known where the batch stands
 */
export async function runBatch(
  request: RunBatchRequest,
  deps: BatchDependencies,
  { signal, onOpen }: { signal: AbortSignal; onOpen: (run: BatchRun) => void },
): Promise<BatchReport> {
  const run = await BatchRun.open(request, deps);
  onOpen(run);
  const abort = new AbortController();
  const either = AbortSignal.any([signal, abort.signal]);
  // Every item of the window listens to it.
  setMaxListeners(0, either);
  const way = { run, ends: createTurnstile(ENDS_AT_ONCE), signal: either };
  if (request.stopping) await stopItems({ ...way, abort });
  else if (request.paused) await finishBegun({ ...way, abort });
  else await keepFull({ ...way, starts: createTurnstile(STARTS_AT_ONCE), abort });
  const status = toStatus(run, signal.aborted);
  return { status, counts: run.book.counts, first_failure: run.firstFailure };
}
