import { setMaxListeners } from 'node:events';
import type { BatchDependencies } from './batch-run';
import { BatchRun } from './batch-run';
import type { BatchReport, RunBatchRequest } from './batch-request';
import { createTurnstile } from './create-turnstile';
import { findBegun } from './find-begun';
import { finishBegun, stopItems } from './follow-begun';
import { followItem, runItem, type ItemWay } from './run-item';

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

/** Goes on with what began in a window that was wider, so that all that runs is counted, and holds its place. */
async function takeUp({ run, ...way }: Window, add: (item: Promise<void>) => void): Promise<void> {
  if (run.request.widest <= run.request.max_concurrent) return;
  for await (const { begun, untouched } of findBegun(run, way.signal)) {
    for (const item of begun) add(followItem(item, { run, ...way }));
    for (const index of untouched) run.book.putBack(index);
  }
  run.book.rewind();
}

/** Keeps the window full until nothing is left to begin, or somebody wants it to end. */
async function keepFull(window: Window): Promise<void> {
  const { run, abort, signal } = window;
  const { max_concurrent: most, fail_fast: failFast } = run.request;
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let wake = (): void => undefined;
  const add = (work: Promise<void>): void => {
    const item: Promise<void> = work.finally(() => {
      running.delete(item);
      wake();
    });
    running.add(item);
    // What goes wrong with one ends the window, and is thrown below.
    item.catch((error: unknown) => {
      failures.push(error);
      abort.abort();
    });
  };
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  try {
    await takeUp(window, add);
    while (!signal.aborted && !(failFast && run.firstFailure !== null)) {
      const index = running.size >= most ? null : run.book.begin();
      if (index !== null) add(runItem(index, window));
      else if (running.size === 0) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    abort.abort();
    await Promise.allSettled(running);
  }
  if (failures.length > 0) throw failures[0];
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
