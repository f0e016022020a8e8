import type { Client } from '@temporalio/client';
import { WORKFLOW_TYPE, type BatchResult, type JobError, type JobResult } from '@genvideo/models';
import type { JobDescription } from './describe-job';
import { isLocked } from './is-locked';
import { readClosedBatch } from './read-batch-result';
import { readClosedResult } from './read-result';
import { UnreadableResultError } from './unreadable-result-error';

/** How a workflow ended, as a job or as a batch. */
export interface End {
  result: JobResult | null;
  batch: BatchResult | null;
  /** Why it failed, as a job's result and the engine have it; null when it did not. */
  error: JobError | null;
}

/** Of one that runs, and of one whose end cannot be read. */
export const NOT_ENDED: End = { result: null, batch: null, error: null };

/**
 * How a workflow that has been described as closed ended; nothing where that cannot be read.
 * @throws EngineUnavailableError
 */
export async function readEnd(client: Client, description: JobDescription): Promise<End> {
  try {
    if (description.workflow_type === WORKFLOW_TYPE.batch) {
      const { result: batch, error } = await readClosedBatch(client, description);
      return { result: null, batch, error };
    }
    const result = await readClosedResult(client, description);
    return { result, batch: null, error: result.error };
  } catch (error) {
    // Another kind of workflow, or no key for its result: how it ended can be told all the same.
    if (error instanceof UnreadableResultError || isLocked(error)) return NOT_ENDED;
    throw error;
  }
}
