import { WorkflowNotFoundError } from '@temporalio/client';
import { SEARCH_ATTRIBUTE, toBatchTag } from '@genvideo/models';
import type { BatchRun, LineEnd } from './batch-run';
import { followItem, type ItemWay } from './run-item';

/** How many items are asked about at once, and how many lines are written at once where nothing has to be asked. */
const ASKED_AT_ONCE = 20;
const WRITTEN_AT_ONCE = 500;

/** By how many items those that run may lie apart, besides the window. */
const MARGIN = 20;

const NEVER_RUN: LineEnd = {
  workflow_id: null,
  status: 'cancelled',
  result: null,
  error: { type: 'Cancelled', message: 'The batch was stopped before this item began' },
};

/** Whether an item was begun by this batch; if it still runs, it is asked to cancel. */
async function askToStop(workflowId: string, { deps, request }: BatchRun): Promise<boolean> {
  const handle = deps.client.workflow.getHandle(workflowId);
  try {
    const { status, searchAttributes } = await handle.describe();
    const tags = (searchAttributes[SEARCH_ATTRIBUTE.tag.name] ?? []).map(String);
    // A job that somebody handed in by itself is not this batch's to cancel.
    if (!tags.includes(toBatchTag(request.batch_id))) return false;
    if (status.name === 'RUNNING') await handle.cancel();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

function takeSome(run: BatchRun, most: number): number[] {
  const items: number[] = [];
  for (let index = run.book.begin(); index !== null; index = run.book.begin())
    if (items.push(index) === most) break;
  return items;
}

/** Writes that items were never begun. */
async function writeOff(items: readonly number[], run: BatchRun): Promise<void> {
  const ends: { index: number; type: 'image' | 'video' | null; end: LineEnd }[] = [];
  for (const index of items) {
    const read = await run.readItem(index);
    ends.push({ index, type: 'item' in read ? read.item.type : read.type, end: NEVER_RUN });
  }
  await run.end(ends);
}

/**
 * Cancels everything that has not ended, and waits until it has. What runs is at the head of what has not ended: after
 * enough items that nobody began, there are only such.
 */
export async function stopItems({ abort, ...way }: StopWay): Promise<void> {
  const ending: Promise<void>[] = [];
  try {
    await stopAll(way, (item) => {
      // What goes wrong with one is thrown below.
      item.catch(() => undefined);
      ending.push(item);
    });
    await Promise.all(ending);
  } finally {
    abort.abort();
    await Promise.allSettled(ending);
  }
}

type Following = Omit<ItemWay, 'starts'>;

interface StopWay extends Following {
  abort: AbortController;
}

async function stopAll(way: Following, onEnding: (item: Promise<void>) => void): Promise<void> {
  const { run, signal } = way;
  const { widest } = run.request;
  let missed = 0;
  const stopOne = async (index: number): Promise<boolean> => {
    const read = await run.readItem(index);
    if (!('item' in read)) return false;
    const workflowId = run.toId(index, read.item.request_id);
    if (!(await askToStop(workflowId, run))) return false;
    onEnding(followItem({ index, workflowId, type: read.item.type }, way));
    return true;
  };
  while (!signal.aborted) {
    const isPast = missed > widest + MARGIN;
    const items = takeSome(run, isPast ? WRITTEN_AT_ONCE : ASKED_AT_ONCE);
    if (items.length === 0) break;
    const begun = isPast ? items.map(() => false) : await Promise.all(items.map(stopOne));
    missed = begun.includes(true) ? 0 : missed + items.length;
    await writeOff(
      items.filter((_index, at) => !begun[at]),
      run,
    );
  }
}
