import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';

/** What a workflow was started as: its type, and its first argument as it was handed in. */
export interface StartedItem {
  workflowType: string;
  input: unknown;
}

/** What a workflow was started with, from the first event of its history: needs no worker. */
export async function readStartedItem(client: Client, workflowId: string): Promise<StartedItem> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId },
    maximumPageSize: 1,
  });
  const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  const [input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, started?.input?.payloads);
  return { workflowType: started?.workflowType?.name ?? '', input };
}
