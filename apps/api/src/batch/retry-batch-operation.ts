import { BATCH } from '@genvideo/models';
import { batchRetrySchema } from '@genvideo/models/schemas';
import { isClosed, steerBatch } from '@genvideo/progress-client/direct';
import { toJobLinks } from '../job/job-links';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { retryBatchContract } from './batch-contracts';
import { retryEndedBatch } from './retry-ended-batch';
import type { SteerBatchOptions } from './steer-batch-operations';
import { requireBatch } from './steer-batch-operations';
import type { StoreBatchOptions } from './store-batch';

/** `POST /batches/{batch_id}/retry-failed`. */
export function createRetryBatchOperation(options: SteerBatchOptions & StoreBatchOptions): Operation {
  const { client, logger } = options;
  return operation(retryBatchContract, async ({ path: { batch_id: id }, caller }) => {
    const { workflow_status: status } = await requireBatch(client, caller, id);
    if (!isClosed(status)) {
      const order = { update: BATCH.update.retryFailed, schema: batchRetrySchema };
      const retried = await steerBatch(client, id, order);
      logger.info({ workflow_id: id, caller: caller.name, items: retried.retried }, 'batch_retried');
      return reply(200, retried);
    }
    const { workflow_id, created } = await retryEndedBatch(id, options);
    if (created) logger.info({ workflow_id, caller: caller.name, retries: id }, 'batch_submitted');
    return reply(202, { workflow_id, ...toJobLinks(workflow_id) });
  });
}
