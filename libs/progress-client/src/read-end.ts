import type { Client } from '@temporalio/client';
import { WORKFLOW_TYPE, type BatchResult, type JobResult } from '@genvideo/models';
import type { JobDescription } from './describe-job';
import { isLocked } from './is-locked';
import { readClosedBatchResult } from './read-batch-result';
import { readClosedResult } from './read-result';
import { UnreadableResultError } from './unreadable-result-error';

/** How a workflow ended, as a job or as a batch. */
export interface End {
  result: JobResult | null;
  batch: BatchResult | null;
}

/** Of one that runs, and of one whose end cannot be read. */
export const NOT_ENDED: End = { result: null, batch: null };

/**
 * How a workflow that has been described as closed ended; nothing where that cannot be read.
 * @throws EngineUnavailableError
 */
export async function readEnd(client: Client, description: JobDescription): Promise<End> {
  try {
    return description.workflow_type === WORKFLOW_TYPE.batch
      ? { result: null, batch: await readClosedBatchResult(client, description) }
      : { result: await readClosedResult(client, description), batch: null };
  } catch (error) {
    // Another kind of workflow, or no key for its result: how it ended can be told all the same.
    if (error instanceof UnreadableResultError || isLocked(error)) return NOT_ENDED;
    throw error;
  }
}
