import type { Client } from '@temporalio/client';
import { callEngine } from './call-engine';
import { decodePayloads } from './decode-payloads';

/** The argument that a workflow was started with, from the first event of its history: needs no worker. */
export async function readStartedInput(
  client: Client,
  execution: { workflowId: string; runId: string },
): Promise<unknown> {
  const { history } = await callEngine(client, execution, () =>
    client.workflowService.getWorkflowExecutionHistory({
      namespace: client.options.namespace,
      execution,
      maximumPageSize: 1,
    }),
  );
  const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  const [input] = await decodePayloads(client, started?.input?.payloads);
  return input;
}
