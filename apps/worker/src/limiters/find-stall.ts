import { WorkflowNotFoundError, type Client } from '@temporalio/client';

/** Temporal's number of a workflow task that failed because the worker could not replay the run. */
const NON_DETERMINISTIC = 24;

const EVENTS_PER_PAGE = 100;

/** A run that has a workflow task which no worker that tried could do. */
export interface Stall {
  runId: string;
  /** The last event of the last workflow task that was done; 0 without one. */
  doneUntil: string;
}

type Page = Awaited<ReturnType<Client['workflowService']['getWorkflowExecutionHistoryReverse']>>;

async function* readBackwards(client: Client, execution: { workflowId: string; runId: string }) {
  let nextPageToken: Page['nextPageToken'] | undefined;
  do {
    const page: Page = await client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution,
      maximumPageSize: EVENTS_PER_PAGE,
      nextPageToken,
    });
    yield* page.history?.events ?? [];
    ({ nextPageToken } = page);
  } while (nextPageToken?.length);
}

/** What the workflow's latest run stands still at because it could not be replayed; null when it does not, or does not run. */
export async function findStall(client: Client, workflowId: string): Promise<Stall | null> {
  try {
    const { raw, runId } = await client.workflow.getHandle(workflowId).describe();
    if (!raw.pendingWorkflowTask) return null;
    let isRefused = false;
    for await (const event of readBackwards(client, { workflowId, runId })) {
      if (Number(event.workflowTaskFailedEventAttributes?.cause) === NON_DETERMINISTIC) isRefused = true;
      if (!event.workflowTaskCompletedEventAttributes) continue;
      return isRefused ? { runId, doneUntil: String(event.eventId) } : null;
    }
    return isRefused ? { runId, doneUntil: '0' } : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
