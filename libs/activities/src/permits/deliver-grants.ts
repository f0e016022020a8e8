import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { SIGNAL } from '@genvideo/models';

export interface GrantDelivery {
  workflow_ids: string[];
  granted_at: string;
}

/**
 * Tells jobs that they may begin.
 * @returns the jobs that no longer run and so cannot take their permits
 */
export async function deliverGrants(
  { workflow_ids, granted_at }: GrantDelivery,
  client: Client,
): Promise<string[]> {
  const gone: string[] = [];
  const tell = async (workflowId: string): Promise<void> => {
    try {
      await client.workflow.getHandle(workflowId).signal(SIGNAL.permitGranted, { granted_at });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      gone.push(workflowId);
    }
  };
  await Promise.all(workflow_ids.map(tell));
  return gone;
}
