import { WorkflowFailedError, type Client } from '@temporalio/client';
import type { BatchResult } from '@genvideo/models';
import { batchResultSchema } from '@genvideo/models/schemas';
import { callEngine } from './call-engine';
import type { JobDescription } from './describe-job';
import { findDetail, toCauses } from './find-detail';

/**
 * The result of a batch that has been described as closed; null when it left none, because it was no batch that could be
 * run, or was ended from outside without a word. Needs no worker.
 * @throws NotFoundError, EngineUnavailableError
 */
export async function readClosedBatchResult(
  client: Client,
  { workflow_id: workflowId, run_id: runId, batch_result: noted }: JobDescription,
): Promise<BatchResult | null> {
  if (noted !== null) return noted;
  try {
    const value: unknown = await callEngine(client, { workflowId }, () =>
      client.workflow.getHandle(workflowId, runId).result(),
    );
    return batchResultSchema.safeParse(value).data ?? null;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    return findDetail(toCauses(error), batchResultSchema);
  }
}
