import type { Client } from '@temporalio/client';
import { describeJob, type JobDescription } from '@genvideo/progress-client/direct';
import type { Caller } from '../auth/caller';
import { checkVisible } from './check-visible';

/**
 * Describes a job that the caller may see: one cheap call, and no worker is needed.
 * @throws NotFoundError, EngineUnavailableError
 */
export async function describeVisibleJob(
  client: Client,
  caller: Caller,
  workflowId: string,
): Promise<JobDescription> {
  const described = await describeJob(client, workflowId);
  checkVisible(caller, described);
  return described;
}
