import { WorkflowNotFoundError } from '@temporalio/client';
import type { BatchRun, LineEnd } from './batch-run';
import { findBegun, type BegunItem } from './find-begun';
import { followItem, type ItemWay } from './run-item';

/** How many lines are written at once where nobody has to be asked. */
const WRITTEN_AT_ONCE = 500;

const NEVER_RUN: LineEnd = {
  workflow_id: null,
  status: 'cancelled',
  result: null,
  error: { type: 'Cancelled', message: 'The batch was stopped before this item began' },
};

/** Writes that items were never begun. */
async function writeOff(items: readonly number[], run: BatchRun): Promise<void> {
  const ends: { index: number; type: 'image' | 'video' | null; end: LineEnd }[] = [];
  for (const index of items) {
    const read = await run.readItem(index);
    ends.push({ index, type: 'item' in read ? read.item.type : read.type, end: NEVER_RUN });
  }
  await run.end(ends);
}

/** What items that were begun before need, beside the batch. */
export interface FollowWay extends Omit<ItemWay, 'starts'> {
  /** Ends the work on all items here. */
  abort: AbortController;
}

/** Runs something that finds items to follow, and follows them to their ends. */
async function whileFollowing(
  { abort, ...way }: FollowWay,
  find: (follow: (item: Parameters<typeof followItem>[0]) => void) => Promise<void>,
): Promise<void> {
  const followed: Promise<void>[] = [];
  try {
    await find((item) => {
      const following = followItem(item, way);
      // What goes wrong with one is thrown below.
      following.catch(() => undefined);
      followed.push(following);
    });
    await Promise.all(followed);
  } finally {
    abort.abort();
    await Promise.allSettled(followed);
  }
}

/** One that has ended meanwhile stays as it is. */
async function cancelItem({ workflowId }: BegunItem, { deps }: BatchRun): Promise<void> {
  try {
    await deps.client.workflow.getHandle(workflowId).cancel();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** Cancels everything that has not ended, and waits until it has. */
export async function stopItems(way: FollowWay): Promise<void> {
  const { run, signal } = way;
  await whileFollowing(way, async (follow) => {
    for await (const { begun, untouched } of findBegun(run, signal)) {
      for (const item of begun) {
        if (item.isRunning) await cancelItem(item, run);
        follow(item);
      }
      await writeOff(untouched, run);
    }
    while (!signal.aborted) {
      const rest = run.book.beginSome(WRITTEN_AT_ONCE);
      if (rest.length === 0) break;
      await writeOff(rest, run);
    }
  });
}

/** Waits for what was begun, and begins nothing. */
export async function finishBegun(way: FollowWay): Promise<void> {
  const { run, signal } = way;
  await whileFollowing(way, async (follow) => {
    for await (const { begun, untouched } of findBegun(run, signal)) {
      for (const item of begun) follow(item);
      for (const index of untouched) run.book.putBack(index);
    }
  });
}
