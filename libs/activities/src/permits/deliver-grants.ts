import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { SIGNAL, type Stage } from '@genvideo/models';

export interface GrantDelivery {
  workflow_ids: string[];
  granted_at: string;
  /** Whose provider's pool it is; absent for that of a task queue. */
  stage?: Stage;
}

/** Who did not hear of a grant: the jobs that have ended, and those that could not be reached for now. */
export interface Undelivered {
  gone: string[];
  failed: string[];
}

/** Tells jobs that they may begin. One that cannot be told does not keep the others waiting. */
export async function deliverGrants(
  { workflow_ids, granted_at, stage }: GrantDelivery,
  client: Client,
): Promise<Undelivered> {
  const undelivered: Undelivered = { gone: [], failed: [] };
  const tell = async (workflowId: string): Promise<void> => {
    try {
      const job = client.workflow.getHandle(workflowId);
      if (stage) await job.signal(SIGNAL.providerFree, { stage, granted_at });
      else await job.signal(SIGNAL.permitGranted, { granted_at });
    } catch (error) {
      undelivered[error instanceof WorkflowNotFoundError ? 'gone' : 'failed'].push(workflowId);
    }
  };
  await Promise.all(workflow_ids.map(tell));
  return undelivered;
}
