import { z } from 'zod';
import type { Client } from '@temporalio/client';
import type { Storage } from '@genvideo/activities/storage';
import type { BatchPulse, BatchState } from '@genvideo/models';
import { batchStateSchema } from '@genvideo/models/schemas';
import { isClosed, type JobDescription } from '@genvideo/progress-client/direct';
import { createSharedReads } from '../job/create-shared-reads';
import { queryStatus } from '../job/query-status';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { batchPath } from './batch-contracts';
import { EXAMPLE_SNAPSHOT } from './batch-examples';
import { readBatchEnd } from './read-batch-end';
import { requireBatch } from './steer-batch-operations';

const EXAMPLE: BatchState = { ...EXAMPLE_SNAPSHOT, workflow_status: 'RUNNING', per_minute: 12.5 };

const batchContract = {
  id: 'getBatch',
  method: 'get',
  path: '/batches/{batch_id}',
  tag: 'Batches',
  summary: 'How the items of a batch stand, and its window',
  description: 'The counts are those that the batch told last, a few seconds old at most while it works.',
  access: 'key',
  asksEngine: true,
  parameters: { path: batchPath },
  answers: { 200: json(batchStateSchema, { description: 'How it stands.', example: EXAMPLE }) },
  problems: ['NotFound', 'StorageUnavailable'],
} as const;

const NOTHING_YET: BatchPulse = {
  ...{ total: 0, completed: 0, failed: 0, cancelled: 0, running: 0 },
  paused: false,
  per_minute: null,
};

/** Of what a batch tells of itself, its size and its window. */
const settingsSchema = z.object({
  total: z.int().nonnegative().catch(0),
  max_concurrent: z.int().positive().nullable().catch(null),
});

const readSettings = async (client: Client, batchId: string) => {
  const status = await queryStatus(client, batchId);
  return settingsSchema.parse(status?.job_input ?? {});
};

const readRunning = async (client: Client, described: JobDescription): Promise<BatchState> => {
  const { workflow_id: batch_id, workflow_status, batch } = described;
  const { total, max_concurrent } = await readSettings(client, batch_id);
  const pulse = batch ?? { ...NOTHING_YET, total };
  return { ...pulse, batch_id, workflow_status, max_concurrent };
};

const readEnded = async (options: ReadBatchOptions, described: JobDescription): Promise<BatchState> => {
  const { workflow_id: batch_id, workflow_status } = described;
  const { total, completed, failed, cancelled } = await readBatchEnd(described, options);
  const counts = { total, completed, failed, cancelled };
  return { ...NOTHING_YET, ...counts, batch_id, workflow_status, max_concurrent: null };
};

export interface ReadBatchOptions {
  client: Client;
  storage: Storage;
}

/** How many batches are remembered for a second. */
const MAX_BATCHES = 200;

/** `GET /batches/{batch_id}`. */
export function createReadBatchOperation(options: ReadBatchOptions): Operation {
  const { client } = options;
  const states = createSharedReads<BatchState>(MAX_BATCHES);
  return operation(batchContract, async ({ path: { batch_id: id }, caller }) => {
    const described = await requireBatch(client, caller, id);
    const read = isClosed(described.workflow_status) ? readEnded(options, described) : null;
    return reply(200, await (read ?? states.get(id, () => readRunning(client, described))));
  });
}
