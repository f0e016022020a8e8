import type { BatchItem, JobError } from '@genvideo/models';
import { pause } from '../pause';
import { awaitItem } from './await-item';
import type { BatchRun } from './batch-run';
import type { Turnstile } from './create-turnstile';
import { startItem } from './start-item';
import { withOwnRecord } from './with-own-record';

/** What items need to be run, beside the batch. */
export interface ItemWay {
  run: BatchRun;
  /** Bounds how many items are started at once. */
  starts: Turnstile;
  /** Bounds how many ends the engine is asked to tell of at once. */
  ends: Turnstile;
  /** Aborts the work on the item here; the item itself goes on. */
  signal: AbortSignal;
}

/** How long to leave an engine alone that took no item, in milliseconds. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Why an item will never run, null when it does; undefined when the signal aborted before anybody knew. */
async function startPatiently(
  workflowId: string,
  item: BatchItem,
  { run, starts, signal }: ItemWay,
): Promise<JobError | null | undefined> {
  const { batch_id: batchId, user_id: userId } = run.request;
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    try {
      return await starts.pass(async () =>
        signal.aborted ? undefined : startItem({ batchId, workflowId, item }, run.deps),
      );
    } catch (error) {
      const about = { workflow_id: workflowId, user_id: userId, batch_id: batchId, err: error };
      run.deps.logger.warn(about, 'batch_item_not_started');
      await pause(pauseMs, signal);
    }
  }
  return undefined;
}

/** Waits for an item that runs, and writes how it ended. */
export async function followItem(
  { index, workflowId, type }: { index: number; workflowId: string; type: BatchItem['type'] },
  { run, ends, signal }: Omit<ItemWay, 'starts'>,
): Promise<void> {
  const { client, logger, storage } = run.deps;
  const end = await awaitItem(workflowId, { client, turnstile: ends, logger, signal });
  if (end === null) return;
  const told = await withOwnRecord(workflowId, end, storage);
  await run.end([{ index, type, end: { workflow_id: workflowId, ...told } }]);
}

/** Has an item made, once, and writes how it ended. */
export async function runItem(index: number, way: ItemWay): Promise<void> {
  const { run } = way;
  const read = await run.readItem(index);
  if (!('item' in read)) {
    const end = { workflow_id: null, status: 'failed', result: null, error: read.error } as const;
    return run.end([{ index, type: read.type, end }]);
  }
  const { item } = read;
  const workflowId = run.toId(index, item.request_id);
  const error = await startPatiently(workflowId, item, way);
  if (error === null) return followItem({ index, workflowId, type: item.type }, way);
  if (error === undefined) return undefined;
  return run.end([
    { index, type: item.type, end: { workflow_id: null, status: 'failed', result: null, error } },
  ]);
}
