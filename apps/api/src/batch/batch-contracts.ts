import { z } from 'zod';
import {
  batchItemSchema,
  batchPatchSchema,
  batchQuerySchema,
  batchRequestSchema,
  batchResultSchema,
  batchRetrySchema,
  batchSnapshotSchema,
} from '@genvideo/models/schemas';
import { submittedJobSchema, workflowPath } from '../job/job-schemas';
import { submitHeaders } from '../job/submit-contracts';
import { json } from '../operation/contract';
import {
  EXAMPLE_BATCH,
  EXAMPLE_BATCH_ITEM,
  EXAMPLE_BATCH_RESULT,
  EXAMPLE_SNAPSHOT,
  EXAMPLE_SUBMITTED_BATCH,
} from './batch-examples';

const HEADERS = {
  Location: "The batch's status.",
  'Preference-Applied': 'How long it was ready to wait: wait=N.',
};

const submittedBatch = json(submittedJobSchema, {
  description: 'The batch is there, and will be worked on.',
  example: EXAMPLE_SUBMITTED_BATCH,
  headers: HEADERS,
});

/** `POST /batches`, where its body is not read as one. */
export const submitLinesContract = {
  id: 'submitBatch',
  method: 'post',
  path: '/batches',
  tag: 'Batches',
  summary: 'Submit many videos and pictures as one',
  description:
    'In JSON, up to 256 KB; or as application/x-ndjson, one item a line, up to 100,000 of them, with the settings in the query. All items are checked first: where one is bad, nothing is started, and the answer names it. The same batch under the same id answers with the batch that is there.',
  access: 'key',
  parameters: { query: batchQuerySchema, headers: submitHeaders },
  answers: {
    202: submittedBatch,
    200: json(batchResultSchema.meta({ id: 'BatchResult' }), {
      description: 'With Prefer: wait, how the batch ended.',
      example: EXAMPLE_BATCH_RESULT,
      headers: HEADERS,
    }),
  },
  problems: [
    'BadRequest',
    'Forbidden',
    'NotFound',
    'Conflict',
    'InvalidRequest',
    'TooLarge',
    'UnsupportedMediaType',
    'ServiceUnavailable',
    'StorageUnavailable',
  ],
} as const;

/** `POST /batches`. */
export const submitBatchContract = {
  ...submitLinesContract,
  body: {
    schema: batchRequestSchema.meta({ id: 'BatchRequest' }),
    example: EXAMPLE_BATCH,
    lines: { schema: batchItemSchema.meta({ id: 'BatchItem' }), example: EXAMPLE_BATCH_ITEM },
  },
} as const;

/** The parameter in the path of a batch's routes. */
export const batchPath = z.object({ batch_id: workflowPath.shape.workflow_id });

const OF_A_BATCH = {
  method: 'post',
  tag: 'Batches',
  access: 'key',
  asksEngine: true,
  parameters: { path: batchPath },
  problems: ['NotFound', 'Conflict', 'InvalidRequest', 'TimedOut'],
} as const;

const snapshot = (description: string) =>
  json(batchSnapshotSchema.meta({ id: 'Batch' }), { description, example: EXAMPLE_SNAPSHOT });

/** `POST /batches/{batch_id}/pause`. */
export const pauseBatchContract = {
  ...OF_A_BATCH,
  id: 'pauseBatch',
  path: '/batches/{batch_id}/pause',
  summary: 'Begin no more items',
  description: 'What runs goes on. Asking again changes nothing.',
  answers: { 200: snapshot('It is paused.') },
} as const;

/** `POST /batches/{batch_id}/resume`. */
export const resumeBatchContract = {
  ...OF_A_BATCH,
  id: 'resumeBatch',
  path: '/batches/{batch_id}/resume',
  summary: 'Go on after a pause',
  answers: { 200: snapshot('It goes on.') },
} as const;

/** `PATCH /batches/{batch_id}`. */
export const patchBatchContract = {
  ...OF_A_BATCH,
  id: 'changeBatch',
  method: 'patch',
  path: '/batches/{batch_id}',
  summary: 'Another window',
  description: 'How many items may be under way at once. Nothing that runs is ended.',
  body: { schema: batchPatchSchema.meta({ id: 'BatchPatch' }), example: { max_concurrent: 20 } },
  answers: { 200: snapshot('It has the other window.') },
} as const;

/** `POST /batches/{batch_id}/retry-failed`. */
export const retryBatchContract = {
  ...OF_A_BATCH,
  id: 'retryFailed',
  path: '/batches/{batch_id}/retry-failed',
  summary: 'Run the failed items again, and no others',
  description:
    'In a batch that runs, failed items run again after all others, under new ids, and their new lines replace the old ones. Of a batch that has ended, the failed items become a new batch: asked again, the answer is the same one.',
  answers: {
    200: json(batchRetrySchema.meta({ id: 'RetriedBatch' }), {
      description: 'The batch runs, and its failed items run again.',
      example: { ...EXAMPLE_SNAPSHOT, retried: 3 },
    }),
    202: { ...submittedBatch, description: 'The batch has ended; its failed items are a new batch.' },
  },
  problems: [...OF_A_BATCH.problems, 'StorageUnavailable'],
} as const;
