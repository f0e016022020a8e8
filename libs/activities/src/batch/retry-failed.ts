import { toBatchKeys } from '@genvideo/models';
import type { Logger } from '../logger-port';
import type { Storage } from '../storage/storage-port';
import { keepStanding, readStanding, type LineHead } from './batch-results';
import { readRetries, saveRetries } from './batch-retries';

export interface RetryFailedRequest {
  batch_id: string;
  total: number;
  /** Counts the times that failed items were run again, from 1. */
  generation: number;
}

/** What is run again. */
export interface RetriedItems {
  retried: number;
  completed: number;
  cancelled: number;
}

const isLeft = ({ status }: LineHead): boolean => status !== 'failed';

/**
 * Has the failed items of a batch run again, and no others: notes which, and takes their lines out of the results. Done
 * again under the same number it changes nothing. Nobody else may be at work on the batch.
 */
export async function retryFailed(
  { batch_id: id, total, generation }: RetryFailedRequest,
  { storage, logger }: { storage: Storage; logger: Logger },
): Promise<RetriedItems> {
  const log = await storage.openLines(toBatchKeys(id).results);
  const known = await readRetries(storage, id);
  const standing = await readStanding(log, { total, attempts: known.attempts });
  const failed = [...standing.heads.values()].filter((head) => !isLeft(head)).map(({ index }) => index);
  const { completed, cancelled } = standing.counts;
  if (known.generation >= generation) return { retried: known.retried, completed, cancelled };
  const retried = failed.length;
  if (retried > 0) {
    const attempts = new Map(known.attempts);
    for (const index of failed) attempts.set(index, (attempts.get(index) ?? 1) + 1);
    // From here on their lines no longer stand, whether or not they are still there.
    await saveRetries(storage, id, { generation, retried, attempts });
    await keepStanding(storage, id, { log, standing, isKept: isLeft });
    logger.info({ workflow_id: id, items: retried }, 'batch_items_retried');
  }
  return { retried, completed, cancelled };
}
