import type { Client } from '@temporalio/client';
import { describeJob } from './describe-job';
import { NotFoundError } from './not-found-error';

/**
 * Whether the engine knows a workflow of that id, whatever has become of it.
 * @throws EngineUnavailableError, EngineMisconfiguredError
 */
export async function isKnownJob(client: Client, workflowId: string): Promise<boolean> {
  try {
    await describeJob(client, workflowId);
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}
