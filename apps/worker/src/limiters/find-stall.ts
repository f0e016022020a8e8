import { WorkflowNotFoundError, type Client } from '@temporalio/client';

/** Temporal's number of a workflow task that failed because the worker could not replay the run. */
const NON_DETERMINISTIC = 24;

const EVENTS_PER_PAGE = 100;

/** A run with a workflow task that a worker could not do because it could not replay the run, and none has done since. */
export interface Stall {
  runId: string;
  /** The last event of the last workflow task that was done; 0 without one. */
  doneUntil: string;
  /** How many tries have come to nothing since; most of them leave no event. */
  triedInVain: number;
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
    // The first try of a task leaves an event when it fails, and is over when there is a second.
    let triedInVain = Math.max(0, (raw.pendingWorkflowTask.attempt ?? 1) - 2);
    let isRefused = false;
    let doneUntil = '0';
    for await (const event of readBackwards(client, { workflowId, runId })) {
      if (event.workflowTaskCompletedEventAttributes) {
        doneUntil = String(event.eventId);
        break;
      }
      if (Number(event.workflowTaskFailedEventAttributes?.cause) !== NON_DETERMINISTIC) continue;
      isRefused = true;
      triedInVain += 1;
    }
    return isRefused ? { runId, doneUntil, triedInVain } : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
