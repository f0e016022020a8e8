import { isGrpcServiceError, WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import {
  defaultPayloadConverter,
  RawValue,
  TypedSearchAttributes,
  WorkflowIdReusePolicy,
} from '@temporalio/common';
import {
  markPlain,
  SEARCH_ATTRIBUTE,
  toBatchTag,
  toExecutionTimeout,
  toOrder,
  toSearchTags,
  toStagePlan,
  toWorkflowType,
  type BatchItem,
  type JobError,
} from '@genvideo/models';
import { toInputDigest } from '@genvideo/models/input-digest';
import { parseBatchItem } from '@genvideo/models/schemas';
import type { JobLimits } from '../job/prepare-job';
import { readStartedItem } from './read-started-item';

export interface StartItemDependencies {
  client: Client;
  /** The queue whose workers make the items: the batch's own. */
  taskQueue: string;
  limits: JobLimits;
}

/** An item that is to run under an id. */
export interface StartableItem {
  batchId: string;
  workflowId: string;
  item: BatchItem;
}

/** What gRPC says of a request that will never be right: INVALID_ARGUMENT. */
const INVALID_ARGUMENT = 3;

/** How long one call may take, in milliseconds. */
const CALL_TIMEOUT_MS = 10_000;

const toStartOptions = ({ batchId, workflowId, item }: StartableItem, deps: StartItemDependencies) => {
  const { taskQueue, limits } = deps;
  const order = toOrder(item);
  return {
    workflowId,
    taskQueue,
    args: [{ ...item, request_id: workflowId }],
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    workflowExecutionTimeout: toExecutionTimeout(limits.queue_timeout_seconds, limits.job_timeout_seconds),
    workflowTaskTimeout: '10s' as const,
    // Readers turn the percent of a stage into that of the job by it, also those who have no key.
    memo: {
      stages: RawValue.fromPayload(markPlain(defaultPayloadConverter.toPayload(toStagePlan(order)))),
    },
    typedSearchAttributes: new TypedSearchAttributes([
      { key: SEARCH_ATTRIBUTE.progress, value: 0 },
      { key: SEARCH_ATTRIBUTE.tag, value: [...toSearchTags(order, 'pending'), toBatchTag(batchId)] },
    ]),
  };
};

/** Whether the job under an id is this very item: it was started before, or handed in by itself. */
async function isSameItem({ workflowId, item }: StartableItem, client: Client): Promise<boolean> {
  const started = await readStartedItem(client, workflowId);
  if (started.workflowType !== toWorkflowType(item.type)) return false;
  try {
    return toInputDigest(parseBatchItem(started.input)) === toInputDigest(item);
  } catch {
    return false;
  }
}

const conflict = (workflowId: string): JobError => ({
  type: 'Conflict',
  message: `The id "${workflowId}" is used for another job; give this item another request_id, or none`,
});

/**
 * Starts an item, once: one that is there already is the item itself, unless its id is used for something else.
 * @returns why it will never run; null when it does
 */
export async function startItem(item: StartableItem, deps: StartItemDependencies): Promise<JobError | null> {
  const { client } = deps;
  const options = toStartOptions(item, deps);
  return client.withDeadline(Date.now() + CALL_TIMEOUT_MS, async () => {
    try {
      await client.workflow.start(toWorkflowType(item.item.type), options);
      return null;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError)
        return (await isSameItem(item, client)) ? null : conflict(item.workflowId);
      if (isGrpcServiceError(error) && Number(error.code) === INVALID_ARGUMENT)
        return { type: 'InvalidRequest', message: `The engine refuses the item: ${error.details}` };
      throw error;
    }
  });
}
