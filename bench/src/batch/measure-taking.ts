import { setTimeout as delay } from 'node:timers/promises';
import type { ProgressAnswer } from '@genvideo/models';
import type { BatchBenchOptions } from './batch-options';
import type { BatchStand } from './open-batch-stand';
import { toLines } from './to-lines';

/** What it costs the API to take a long list. */
export interface TakenBatch {
  items: number;
  /** Of the list, in bytes. */
  size: number;
  /** Until the API had checked and stored it, and the batch was there. */
  seconds: number;
  /** Until the first item was under way at the provider. */
  begunSeconds: number;
  /** Resident memory of the API before, and the most while it took the list, in MiB. */
  beforeMib: number;
  highestMib: number;
}

const BATCH_ID = 'bench-taken';
const LOOK_MS = 20;

/** The most that a process needs while something is going on, in MiB. */
async function watchHighest(sample: () => Promise<number | null>, work: Promise<unknown>): Promise<number> {
  let highest = 0;
  let over = false;
  const watched = work.finally(() => (over = true));
  while (!over) {
    highest = Math.max(highest, (await sample()) ?? 0);
    await delay(LOOK_MS);
  }
  await watched;
  return highest;
}

/** Hands in one long list, waits until its first item is under way, and cancels it. */
export async function measureTaking({ items }: BatchBenchOptions, stand: BatchStand): Promise<TakenBatch> {
  const { url, memory, ask } = stand;
  const body = toLines(items);
  // The API has answered before: what it loads at the first request is not the list's.
  await ask(`${url}/workflows`);
  const beforeMib = (await memory.api.sample()) ?? 0;
  const began = Date.now();
  const taking = ask(`${url}/batches?batch_id=${BATCH_ID}&max_concurrent=1`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body,
  });
  const highestMib = await watchHighest(() => memory.api.sample(), taking);
  const seconds = (Date.now() - began) / 1_000;
  while ((await stand.stand.mock.stats('image')).submissions === 0) {
    stand.context.signal.throwIfAborted();
    await delay(LOOK_MS * 5);
  }
  const begunSeconds = (Date.now() - began) / 1_000;
  const { progress } = await ask<ProgressAnswer>(`${url}/workflows/${BATCH_ID}/progress`);
  stand.context.onProgress(progress.message);
  await ask(`${url}/workflows/${BATCH_ID}/cancel`, { method: 'POST' });
  return { items, size: Buffer.byteLength(body), seconds, begunSeconds, beforeMib, highestMib };
}
