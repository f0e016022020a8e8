import type { Environment } from '@genvideo/temporal-server';
import { openStand } from '../stand/open-stand';
import type { Stand } from '../stand/stand';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import { startApi } from '../watching/start-api';
import type { BatchBenchOptions } from './batch-options';
import { createMemoryLog, type MemoryLog } from './memory-log';

export interface BatchBenchContext {
  env: Environment;
  /** As a person would type it. */
  command: string;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

/** An engine of its own, with the API and the worker as they are built. */
export interface BatchStand {
  url: string;
  stand: Stand;
  memory: Record<'worker' | 'api', MemoryLog>;
  context: BatchBenchContext;
  /** Asks the API. @throws Error with what it says when that is no good answer */
  ask: <Answer>(url: string, init?: RequestInit) => Promise<Answer>;
}

/** The queue of the one worker. */
export const TASK_QUEUE = 'batch';

async function ask<Answer>(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as Answer;
}

/** Starts everything that a batch needs; close its `stand` in the end. */
export async function openBatchStand(
  { imageSeconds, window }: BatchBenchOptions,
  context: BatchBenchContext,
): Promise<BatchStand> {
  const { env, onProgress } = context;
  onProgress('starting engine, mock, API and worker');
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
    return { url, stand, memory, context, ask };
  } catch (error) {
    await stand.close();
    throw error;
  }
}
