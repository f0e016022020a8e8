import type { Client } from '@temporalio/client';

/** How large the histories of workflows were. */
export interface HistorySizes {
  events: number;
  /** The largest payload, in bytes. */
  payloadBytes: number;
}

/** The bytes of the largest payload anywhere in a value of the engine's protocol. */
function toLargestPayload(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return Math.max(0, ...value.map(toLargestPayload));
  const { data } = value as { data?: unknown };
  const own = data instanceof Uint8Array ? data.byteLength : 0;
  return Math.max(
    own,
    ...Object.values(value).map((field) => (field === data ? 0 : toLargestPayload(field))),
  );
}

/** The sizes of one run of a workflow. */
async function readRun(client: Client, workflowId: string, runId?: string): Promise<HistorySizes> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return { events: events?.length ?? 0, payloadBytes: toLargestPayload(events) };
}

/** The largest of the runs of some workflows. */
export async function readHistories(client: Client, workflowIds: readonly string[]): Promise<HistorySizes> {
  const largest = { events: 0, payloadBytes: 0 };
  for (const workflowId of workflowIds) {
    const { events, payloadBytes } = await readRun(client, workflowId);
    largest.events = Math.max(largest.events, events);
    largest.payloadBytes = Math.max(largest.payloadBytes, payloadBytes);
  }
  return largest;
}
