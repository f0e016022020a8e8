import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { EngineUnavailableError } from './engine-unavailable-error';
import { createProgressReader, type JobProgress } from './read-progress';
import { isClosed } from './workflow-status';

export interface WatchProgressOptions {
  /** Ends the iteration without an error. */
  signal?: AbortSignal;
  /** The time between two looks, in milliseconds; default 1,000. */
  intervalMs?: number;
  /** Told at every look that the engine answered, also when nothing has changed. */
  onAnswer?: () => void;
  /** Told when the engine does not answer; the watch goes on. Without it, the watch ends with the error. */
  onUnavailable?: (error: EngineUnavailableError) => void;
}

const isSame = (left: JobProgress, right: JobProgress): boolean =>
  left.workflow_status === right.workflow_status &&
  left.no_worker === right.no_worker &&
  JSON.stringify({ ...left.progress, updated_at: null }) ===
    JSON.stringify({ ...right.progress, updated_at: null });

const neverBack = (last: JobProgress | null, next: JobProgress): JobProgress => {
  const percent = Math.max(last?.progress.percent ?? 0, next.progress.percent);
  return { ...next, progress: { ...next.progress, percent } };
};

/** Waits, and comes back early and quietly when the signal aborts. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

/**
 * Every change of a job's progress, the present one first, until the job has ended or the signal aborts. Percent never
 * goes down.
 * @throws NotFoundError, and EngineUnavailableError unless `onUnavailable` takes it
 */
export async function* watchProgress(
  client: Client,
  workflowId: string,
  { signal, intervalMs = 1_000, onAnswer, onUnavailable }: WatchProgressOptions = {},
): AsyncGenerator<JobProgress, void, undefined> {
  const read = createProgressReader(client, workflowId);
  let last: JobProgress | null = null;
  while (!signal?.aborted) {
    try {
      const next = neverBack(last, await read());
      onAnswer?.();
      if (last === null || !isSame(last, next)) yield next;
      last = next;
      if (isClosed(next.workflow_status)) return;
    } catch (error) {
      if (!(error instanceof EngineUnavailableError) || onUnavailable === undefined) throw error;
      onUnavailable(error);
    }
    await pause(intervalMs, signal);
  }
}
