import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { TypedSearchAttributes, WorkflowIdReusePolicy } from '@temporalio/common';
import { SEARCH_ATTRIBUTE, toBatchTags, WORKFLOW_TYPE, type BatchRequest } from '@genvideo/models';
import { toInputDigest } from '@genvideo/models/input-digest';
import { callEngine } from './call-engine';
import { ConflictError } from './conflict-error';
import { readStartedBatch } from './read-started-batch';
import type { StartedJob } from './start-job';

export interface StartBatchOptions {
  client: Client;
  /** TEMPORAL_TASK_QUEUE. */
  taskQueue: string;
}

/** A batch that has been checked, with its id, and a fingerprint of its items where they are stored. */
export type StartableBatch = BatchRequest & { batch_id: string; requests_digest?: string };

/** A list that was stored for this very submission tells nothing by its URL, but by its fingerprint. */
const toIdentity = (input: { requests_url?: unknown; requests_digest?: unknown }): object =>
  input.requests_digest === undefined ? input : { ...input, requests_url: null };

const conflict = (batchId: string): ConflictError =>
  new ConflictError(batchId, {
    message: `"${batchId}" is already used for something else, or for a batch with another input. Choose another batch_id, or leave it out to get a new one.`,
  });

/**
 * Starts a batch, once: the same input under the same `batch_id` gives the batch that is there.
 * @throws ConflictError, EngineUnavailableError, EngineMisconfiguredError
 */
export async function startBatch(
  { client, taskQueue }: StartBatchOptions,
  batch: StartableBatch,
): Promise<StartedJob> {
  const { batch_id: workflowId, user_id = null } = batch;
  try {
    await callEngine(client, { workflowId }, () =>
      client.workflow.start(WORKFLOW_TYPE.batch, {
        workflowId,
        taskQueue,
        args: [batch],
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        workflowTaskTimeout: '10s',
        typedSearchAttributes: new TypedSearchAttributes([
          { key: SEARCH_ATTRIBUTE.progress, value: 0 },
          { key: SEARCH_ATTRIBUTE.tag, value: toBatchTags({ user_id }, 'pending') },
        ]),
      }),
    );
    return { workflow_id: workflowId, created: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const input = await readStartedBatch(client, workflowId);
    const isSame = input !== null && toInputDigest(toIdentity(input)) === toInputDigest(toIdentity(batch));
    if (!isSame) throw conflict(workflowId);
    return { workflow_id: workflowId, created: false };
  }
}
