import { WorkflowFailedError, type Client } from '@temporalio/client';
import type { BatchResult, JobError } from '@genvideo/models';
import { batchResultSchema } from '@genvideo/models/schemas';
import { callEngine } from './call-engine';
import type { JobDescription } from './describe-job';
import { findDetail, toCauses } from './find-detail';
import { toEndError } from './to-end-error';

/** How a batch ended. */
export interface BatchEnd {
  /** Null when it left none, because it was no batch that could be run, or was ended from outside without a word. */
  result: BatchResult | null;
  /** Why it failed; null when it did not. */
  error: JobError | null;
}

/**
 * How a batch ended that has been described as closed. Needs no worker.
 * @throws NotFoundError, EngineUnavailableError
 */
export async function readClosedBatch(client: Client, description: JobDescription): Promise<BatchEnd> {
  const { workflow_id: workflowId, run_id: runId, batch_result: noted } = description;
  if (noted !== null) return { result: noted, error: null };
  try {
    const value: unknown = await callEngine(client, { workflowId }, () =>
      client.workflow.getHandle(workflowId, runId).result(),
    );
    return { result: batchResultSchema.safeParse(value).data ?? null, error: null };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const causes = toCauses(error);
    const { workflow_status: status } = description;
    const hasFailed = status === 'FAILED' || status === 'TIMED_OUT';
    return {
      result: findDetail(causes, batchResultSchema),
      error: hasFailed ? toEndError(description, causes) : null,
    };
  }
}

/** The result of a batch that has been described as closed; see {@link readClosedBatch}. */
export async function readClosedBatchResult(
  client: Client,
  description: JobDescription,
): Promise<BatchResult | null> {
  return (await readClosedBatch(client, description)).result;
}
