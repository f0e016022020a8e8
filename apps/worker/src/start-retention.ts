import type { Client } from '@temporalio/client';
import { readEnding } from '@genvideo/activities';
import { removeOldResults, type Storage } from '@genvideo/activities/storage';
import type { Logger } from '@genvideo/runtime';

export interface RetentionOptions {
  /** RESULTS_RETENTION_DAYS; null keeps everything. */
  days: number | null;
  storage: Storage;
  client: Client;
  logger: Logger;
}

const DAY_MS = 24 * 3_600_000;

/** How often a worker looks for old results, in milliseconds. */
const INTERVAL_MS = 3_600_000;

/**
 * Removes old results at once and every hour from then on. Every worker does so: it is idempotent, works without any
 * schedule in the engine, and the files on a disk are only there for the workers of that machine.
 * @returns stops it, and resolves when it has stopped
 */
export function startRetention({ days, storage, client, logger }: RetentionOptions): () => Promise<void> {
  if (days === null) return () => Promise.resolve();
  const stopping = new AbortController();
  const isRunning = async (workflowId: string): Promise<boolean> =>
    (await readEnding(client, workflowId)) === null;
  const look = async (): Promise<void> => {
    const before = new Date(Date.now() - days * DAY_MS);
    try {
      const removed = await removeOldResults({ storage, before, isRunning, signal: stopping.signal });
      if (removed.jobs > 0) logger.info({ ...removed, days }, 'old_results_removed');
    } catch (error) {
      if (!stopping.signal.aborted) logger.warn({ err: error }, 'old_results_not_removed');
    }
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    stopping.abort();
    return looking;
  };
}
