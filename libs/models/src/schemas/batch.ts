import { z } from 'zod';
import { imageRequestSchema, videoRequestSchema } from './generation-request';
import { httpUrlSchema } from './http-url';
import { jobIdSchema } from './job-id';

/** The most items a batch may have. */
const MAX_BATCH_ITEMS = 100_000;

const requestSchema = z.discriminatedUnion('type', [videoRequestSchema, imageRequestSchema]);

/** Many requests run as one: given inline, or by the URL of a stored list. */
export const batchRequestSchema = z
  .object({
    batch_id: jobIdSchema,
    processing_strategy: z.enum(['parallel', 'sequential']).default('parallel'),
    max_concurrent: z.int().min(1).max(10_000).default(3),
    fail_fast: z.boolean().default(false),
    requests: z.array(requestSchema).min(1).max(MAX_BATCH_ITEMS).optional(),
    requests_url: httpUrlSchema.optional(),
  })
  .refine((batch) => (batch.requests === undefined) !== (batch.requests_url === undefined), {
    path: ['requests'],
    message: 'must be given inline or by requests_url, one of the two',
  });
export type BatchRequest = z.output<typeof batchRequestSchema>;

/** How a batch ended. */
export const batchResultSchema = z.object({
  batch_id: z.string(),
  total: z.int().nonnegative(),
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  cancelled: z.int().nonnegative(),
  results_url: z.string(),
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime(),
});
export type BatchResult = z.infer<typeof batchResultSchema>;
