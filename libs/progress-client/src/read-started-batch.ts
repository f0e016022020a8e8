import type { Client } from '@temporalio/client';
import { WORKFLOW_TYPE } from '@genvideo/models';
import { callEngine } from './call-engine';
import { readStartedInput } from './read-started-input';

/**
 * What a batch was started with, however often it has continued as new since; null when it is no batch. Needs no worker.
 * @throws NotFoundError, EngineUnavailableError
 */
export async function readStartedBatch(client: Client, batchId: string): Promise<object | null> {
  const { type, raw } = await callEngine(client, { workflowId: batchId }, () =>
    client.workflow.getHandle(batchId).describe(),
  );
  if (type !== WORKFLOW_TYPE.batch) return null;
  const runId = raw.workflowExecutionInfo?.firstRunId ?? '';
  const input = await readStartedInput(client, { workflowId: batchId, runId });
  return typeof input === 'object' ? input : null;
}
