import type { Client } from '@temporalio/client';
import { callEngine } from './call-engine';
import { describeJob } from './describe-job';
import { NotFoundError } from './not-found-error';

/**
 * Asks a job to cancel; it cleans up and then ends. A job that has ended already stays as it is.
 * @throws NotFoundError, EngineUnavailableError
 */
export async function cancelJob(client: Client, workflowId: string): Promise<void> {
  try {
    await callEngine(client, { workflowId }, () => client.workflow.getHandle(workflowId).cancel());
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    // The engine says the same of a job that is unknown and of one that has ended.
    await describeJob(client, workflowId);
  }
}
