import {
  advanceProgress,
  toBatchKeys,
  type BatchResult,
  type BatchSettings,
  type Progress,
} from '@genvideo/models';
import { readEngineTime } from '../engine-time';
import type { Logger } from '../logger-port';
import type { Storage } from '../storage/storage-port';
import { keepStanding, readStanding } from './batch-results';
import { readRetries } from './batch-retries';
import { saveBatchState } from './batch-state-file';

export interface FinishBatchRequest {
  batch_id: string;
  settings: BatchSettings;
  total: number;
  started_at: string;
  /** How the batch ends, whatever its items did; `message` is what its progress says of it. */
  end: { status: 'completed' | 'failed' | 'cancelled'; message: string };
  progress: Progress;
}

export interface FinishBatchDependencies {
  storage: Storage;
  logger: Logger;
  /** Starts the notices of the end. */
  tell: (result: BatchResult) => Promise<void>;
}

/** One line per item, one file: what a worker that died may have written twice is gone. */
async function closeResults(
  { batch_id, total }: Pick<FinishBatchRequest, 'batch_id' | 'total'>,
  storage: Storage,
) {
  const { attempts } = await readRetries(storage, batch_id);
  const log = await storage.openLines(toBatchKeys(batch_id).results);
  const standing = await readStanding(log, { total, attempts });
  if (standing.clean) await log.finish();
  else await keepStanding(storage, batch_id, { log, standing });
  return standing.counts;
}

/** Ends a batch: closes its results and its record, and has people told. Doing it again gives the same. */
export async function finishBatch(
  request: FinishBatchRequest,
  { storage, logger, tell }: FinishBatchDependencies,
): Promise<BatchResult> {
  const { batch_id, settings, total, started_at, end } = request;
  const { completed, failed } = await closeResults(request, storage);
  // Of a batch that nobody could go on with, what has not ended counts as cancelled.
  const cancelled = total - completed - failed;
  const at = new Date(readEngineTime());
  const progress = advanceProgress(
    request.progress,
    {
      step: end.status === 'completed' ? 'completed' : 'failed',
      status: end.status,
      message: end.message,
      estimated_completion: null,
      ...(end.status === 'completed' ? { percent: 100 } : { error_message: end.message }),
    },
    at,
  );
  await saveBatchState(storage, { batch_id, settings, total, progress });
  const result: BatchResult = {
    ...{ batch_id, total, completed, failed, cancelled },
    results_url: storage.toUrl(toBatchKeys(batch_id).results),
    started_at,
    completed_at: at.toISOString(),
  };
  await tell(result);
  logger.info(
    { workflow_id: batch_id, user_id: settings.user_id, total, completed, failed, cancelled },
    'batch_ended',
  );
  return result;
}
