import type { Client } from '@temporalio/client';
import { BATCH, WORKFLOW_TYPE, type BatchSnapshot } from '@genvideo/models';
import { batchSnapshotSchema } from '@genvideo/models/schemas';
import { NotFoundError, steerBatch } from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import type { Caller } from '../auth/caller';
import { describeVisibleJob } from '../job/describe-visible-job';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { patchBatchContract, pauseBatchContract, resumeBatchContract } from './batch-contracts';

export interface SteerBatchOptions {
  client: Client;
  logger: Logger;
}

/** @throws NotFoundError when the caller may not see it, or it is no batch */
export async function requireBatch(client: Client, caller: Caller, batchId: string) {
  const described = await describeVisibleJob(client, caller, batchId);
  if (described.workflow_type === WORKFLOW_TYPE.batch) return described;
  throw new NotFoundError(batchId, { message: `"${batchId}" is a single job, no batch.` });
}

/** Pausing, resuming and widening a batch that runs. */
export function createSteerBatchOperations({ client, logger }: SteerBatchOptions): Operation[] {
  const steer = async (
    { path, caller }: { path: { batch_id: string }; caller: Caller },
    update: string,
    argument?: unknown,
  ): Promise<BatchSnapshot> => {
    await requireBatch(client, caller, path.batch_id);
    const snapshot = await steerBatch(client, path.batch_id, {
      update,
      argument,
      schema: batchSnapshotSchema,
    });
    const { paused, max_concurrent } = snapshot;
    logger.info(
      { workflow_id: path.batch_id, caller: caller.name, update, paused, max_concurrent },
      'batch_changed',
    );
    return snapshot;
  };
  return [
    operation(pauseBatchContract, async (input) => reply(200, await steer(input, BATCH.update.pause))),
    operation(resumeBatchContract, async (input) => reply(200, await steer(input, BATCH.update.resume))),
    operation(patchBatchContract, async (input) =>
      reply(200, await steer(input, BATCH.update.setMaxConcurrent, input.body.max_concurrent)),
    ),
  ];
}
