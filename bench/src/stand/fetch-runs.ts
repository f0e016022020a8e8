import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

export type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

async function fetchEvents(client: Client, workflowId: string, runId?: string): Promise<HistoryEvent[]> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return events ?? [];
}

/** The histories of a workflow's runs, the latest first, back to the first of its chain. */
export async function fetchRuns(client: Client, workflowId: string): Promise<HistoryEvent[][]> {
  const runs = [await fetchEvents(client, workflowId)];
  for (;;) {
    const earlier = runs.at(-1)?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (!earlier) return runs;
    runs.push(await fetchEvents(client, workflowId, earlier));
  }
}

/** The events of all runs of a workflow together. */
export async function countEvents(client: Client, workflowId: string): Promise<number> {
  const runs = await fetchRuns(client, workflowId);
  return runs.reduce((sum, events) => sum + events.length, 0);
}
