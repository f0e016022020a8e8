import { setTimeout as delay } from 'node:timers/promises';
import { toLimiterId, type BatchLine, type BatchResult, type ProgressAnswer } from '@genvideo/models';
import type { Environment } from '@genvideo/temporal-server';
import { readMachine } from '../read-machine';
import { openStand } from '../stand/open-stand';
import type { Stand } from '../stand/stand';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import { startApi } from '../watching/start-api';
import type { BatchBenchOptions } from './batch-options';
import type { BatchBenchResult } from './batch-bench-result';
import { createMemoryLog, type MemoryLog } from './memory-log';
import { readHistories } from './read-history';

export interface BatchBenchContext {
  env: Environment;
  /** As a person would type it. */
  command: string;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

const TASK_QUEUE = 'batch';
const BATCH_ID = 'bench';
const LOOK_MS = 2_000;
const TOLD_EVERY = 15;

/** How many items' histories are looked at. */
const SAMPLED_ITEMS = 40;

interface Running {
  url: string;
  stand: Stand;
  memory: Record<'worker' | 'api', MemoryLog>;
  context: BatchBenchContext;
}

async function ask<Answer>(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as Answer;
}

const toLines = (items: number): string =>
  Array.from(
    { length: items },
    (_each, index) =>
      `${JSON.stringify({ type: 'image', prompt: `picture ${index}`, user_id: 'bench', width: 64, height: 64 })}\n`,
  ).join('');

/** Looks once; null while the engine is too busy to answer in time, which is no end of the batch. */
async function look(batchId: string, url: string): Promise<ProgressAnswer | null> {
  const response = await fetch(`${url}/workflows/${batchId}/progress`);
  if (response.status === 503) return null;
  if (!response.ok) throw new Error(`The API answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as ProgressAnswer;
}

/** Looks at a batch until it has ended, and at what the processes need meanwhile. */
async function awaitBatch(batchId: string, { url, memory, context }: Running): Promise<BatchResult> {
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

async function measure(options: BatchBenchOptions, running: Running): Promise<BatchBenchResult['found']> {
  const { items, window, failing } = options;
  const { url, stand, memory, context } = running;
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

/** Runs one batch on an engine of its own, with the API and the worker as they are built. */
export async function runBatchBench(
  options: BatchBenchOptions,
  context: BatchBenchContext,
): Promise<BatchBenchResult> {
  const { env, command, onProgress } = context;
  const startedAt = new Date();
  const machine = await readMachine();
  onProgress('starting engine, mock, API and worker');
  const { imageSeconds, window } = options;
  const stand = await openStand({ env, imageSeconds, videoSeconds: 1, onProgress });
  try {
    const { address, folder, resources } = stand;
    const callbackSecret = 'the-secret-of-the-bench';
    const { url, process: api } = await startApi({ address, folder, taskQueue: TASK_QUEUE, callbackSecret });
    resources.add(api);
    const worker = await startGenvideoWorker(stand, {
      taskQueue: TASK_QUEUE,
      limit: window,
      environment: { MAX_STAGE_RETRIES: '0' },
    });
    resources.add(worker);
    const memory = { worker: createMemoryLog(worker.pid), api: createMemoryLog(api.pid) };
    const found = await measure(options, { url, stand, memory, context });
    return {
      command,
      options,
      started_at: startedAt.toISOString(),
      machine: { ...machine, temporal_server: stand.serverVersion },
      found,
    };
  } finally {
    await stand.close();
  }
}
