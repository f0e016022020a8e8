import type { Operation } from '../operation/operation';
import { createReadBatchOperation } from './read-batch-operation';
import { createRetryBatchOperation } from './retry-batch-operation';
import { createSteerBatchOperations } from './steer-batch-operations';
import { createSubmitBatchOperation, type SubmitBatchOptions } from './submit-batch-operation';

/** Submitting batches, and steering them. How they fare is told as of a job. */
export function createBatchOperations(options: SubmitBatchOptions): Operation[] {
  const { client, config, storage, logger } = options;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  return [
    createSubmitBatchOperation(options),
    createReadBatchOperation({ client, storage }),
    ...createSteerBatchOperations({ client, logger }),
    createRetryBatchOperation({ client, storage, logger, taskQueue }),
  ];
}
