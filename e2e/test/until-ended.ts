import type { WorkflowHandle } from '@temporalio/client';
import type { JobResult, JobState } from '@genvideo/models';

/** A job that has ended, and how. */
export interface Ended {
  id: string;
  result: JobResult;
}

/**
 * Waits for a job's end. One that failed tells its result in the details of its failure; of one that was cancelled the
 * engine keeps none, so that its record has to be read.
 */
export async function untilEnded(
  handle: WorkflowHandle,
  readRecord?: (id: string) => Promise<JobState>,
): Promise<Ended> {
  const id = handle.workflowId;
  const result = await handle
    .result()
    .catch(
      async (error: { cause: { details?: JobResult[] } }) =>
        error.cause.details?.[0] ?? (await readRecord?.(id))?.result,
    );
  return { id, result: result as JobResult };
}
