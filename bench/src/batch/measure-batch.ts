import { setTimeout as delay } from 'node:timers/promises';
import { toLimiterId, type BatchLine, type BatchResult, type ProgressAnswer } from '@genvideo/models';
import type { BatchBenchOptions } from './batch-options';
import type { BatchBenchResult } from './batch-bench-result';
import { TASK_QUEUE, type BatchStand } from './open-batch-stand';
import { readHistories } from './read-history';
import { toLines } from './to-lines';

const BATCH_ID = 'bench';
const LOOK_MS = 2_000;
const TOLD_EVERY = 15;

/** How many items' histories are looked at. */
const SAMPLED_ITEMS = 40;

/** Looks once; null while the engine is too busy to answer in time, which is no end of the batch. */
async function look(batchId: string, url: string): Promise<ProgressAnswer | null> {
  const response = await fetch(`${url}/workflows/${batchId}/progress`);
  if (response.status === 503) return null;
  if (!response.ok) throw new Error(`The API answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as ProgressAnswer;
}

/** Looks at a batch until it has ended, and at what the processes need meanwhile. */
async function awaitBatch(batchId: string, { url, memory, context, ask }: BatchStand): Promise<BatchResult> {
  for (let looks = 0; ; looks += 1) {
    context.signal.throwIfAborted();
    const seen = await look(batchId, url);
    await Promise.all(Object.values(memory).map((log) => log.sample()));
    if (looks % TOLD_EVERY === 0) context.onProgress(seen?.progress.message ?? 'too busy to tell');
    if (seen !== null && seen.workflow_status !== 'RUNNING')
      return ask<BatchResult>(`${url}/workflows/${batchId}/result`);
    await delay(LOOK_MS, undefined, { signal: context.signal });
  }
}

async function readLines(batchId: string, url: string): Promise<BatchLine[]> {
  const text = await (await fetch(`${url}/assets/${batchId}/results.jsonl`)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BatchLine);
}

/** Runs one batch to its end, and the failed items of it again. */
export async function measureBatch(
  options: BatchBenchOptions,
  running: BatchStand,
): Promise<BatchBenchResult> {
  const { items, window, failing } = options;
  const { url, stand, memory, context, ask } = running;
  await stand.mock.setFaults({ failure_rate: failing });
  const began = Date.now();
  await ask(`${url}/batches?batch_id=${BATCH_ID}&max_concurrent=${window}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: toLines(items),
  });
  const submitSeconds = (Date.now() - began) / 1_000;
  context.onProgress(`${items} items taken in ${submitSeconds.toFixed(1)} s`);
  const result = await awaitBatch(BATCH_ID, running);
  const seconds = (Date.now() - began) / 1_000;
  const growth = { worker: memory.worker.toGrowth(), api: memory.api.toGrowth() };
  const lines = await readLines(BATCH_ID, url);
  const ids = lines.flatMap(({ workflow_id: id }) => id ?? []);
  const step = Math.max(1, Math.floor(ids.length / SAMPLED_ITEMS));
  const before = await stand.mock.stats('image');

  await stand.mock.setFaults({ failure_rate: 0 });
  const retry = await ask<{ workflow_id: string }>(`${url}/batches/${BATCH_ID}/retry-failed`, {
    method: 'POST',
  });
  const retried = await awaitBatch(retry.workflow_id, running);
  const after = await stand.mock.stats('image');
  return {
    result,
    seconds,
    submitSeconds,
    lines: lines.length,
    distinctLines: new Set(lines.map(({ index }) => index)).size,
    submissions: before.submissions,
    maxInFlight: before.max_in_flight_all,
    memory: growth,
    batchHistory: await readHistories(stand.client, [BATCH_ID, retry.workflow_id]),
    itemHistories: await readHistories(
      stand.client,
      ids.filter((_id, index) => index % step === 0),
    ),
    limiterHistory: await readHistories(stand.client, [toLimiterId(TASK_QUEUE)]),
    retried,
    retrySubmissions: after.submissions - before.submissions,
  };
}
