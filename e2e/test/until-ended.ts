import type { WorkflowHandle } from '@temporalio/client';
import type { JobResult } from '@genvideo/models';

/** A job that has ended, and how. */
export interface Ended {
  id: string;
  result: JobResult;
}

/** Waits for a job's end; one that failed tells its result in the details of its failure. */
export async function untilEnded(handle: WorkflowHandle): Promise<Ended> {
  const result = await handle
    .result()
    .catch((error: { cause: { details: JobResult[] } }) => error.cause.details[0]);
  return { id: handle.workflowId, result: result as JobResult };
}
