import { WorkflowNotFoundError } from '@temporalio/client';
import { SEARCH_ATTRIBUTE, toBatchTag, type BatchItem } from '@genvideo/models';
import type { BatchRun } from './batch-run';

/** An item that this batch began some time before. */
export interface BegunItem {
  index: number;
  workflowId: string;
  type: BatchItem['type'];
  isRunning: boolean;
}

/** Items that were looked at together. */
export interface LookedAt {
  begun: BegunItem[];
  /** Those that nobody began. */
  untouched: number[];
}

/** How many items are looked at side by side. */
const AT_ONCE = 20;

/** By how many items those that run may lie apart, besides the window. */
const MARGIN = 20;

/** What the engine knows of an item; null when this batch never began it. */
async function lookAt(index: number, run: BatchRun): Promise<BegunItem | null> {
  const read = await run.readItem(index);
  if (!('item' in read)) return null;
  const { request_id, type } = read.item;
  const workflowId = run.toId(index, request_id);
  try {
    const { status, searchAttributes } = await run.deps.client.workflow.getHandle(workflowId).describe();
    const tags = (searchAttributes[SEARCH_ATTRIBUTE.tag.name] ?? []).map(String);
    // A job that somebody handed in by itself is no item of this batch's.
    if (!tags.includes(toBatchTag(run.request.batch_id))) return null;
    return { index, workflowId, type, isRunning: status.name === 'RUNNING' };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/**
 * Goes through what has not ended, and finds what was begun. That is at the head of it: after enough items that nobody
 * began, there are only such.
 */
export async function* findBegun(run: BatchRun, signal: AbortSignal): AsyncGenerator<LookedAt> {
  const enough = run.request.widest + MARGIN;
  for (let inARow = 0; inARow <= enough && !signal.aborted;) {
    const items = run.book.beginSome(AT_ONCE);
    if (items.length === 0) return;
    const looked = await Promise.all(items.map((index) => lookAt(index, run)));
    const begun = looked.filter((item) => item !== null);
    yield { begun, untouched: items.filter((_index, at) => looked[at] === null) };
    inARow = begun.length > 0 ? 0 : inARow + items.length;
  }
}
