import type { Client } from '@temporalio/client';
import { cancelJob, describeJob, isClosed } from '@genvideo/progress-client/direct';
import { ProblemError } from '../problem';

/** What is answered to who would cancel a job that has ended. */
export function refuseToCancel(workflowId: string, how: string): ProblemError {
  return new ProblemError(
    'Conflict',
    `"${workflowId}" has already ended (${how}): there is nothing to cancel.`,
  );
}

/**
 * Asks a job that has been seen to run to cancel. The engine takes that of a job that has ended, too, so it is looked at
 * once more.
 * @throws ProblemError 409 when it has ended otherwise since, NotFoundError, EngineUnavailableError
 */
export async function requestCancel(client: Client, workflowId: string): Promise<void> {
  await cancelJob(client, workflowId);
  const { workflow_status: status } = await describeJob(client, workflowId);
  if (isClosed(status) && status !== 'CANCELED') throw refuseToCancel(workflowId, status);
}
