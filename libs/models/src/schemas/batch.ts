import { z } from 'zod';
import { strictImageRequestSchema, strictVideoRequestSchema } from './generation-request';
import { httpUrlSchema } from './http-url';
import { identifierSchema } from './identifier';
import { jobIdSchema } from './job-id';
import { jobErrorSchema, jobResultSchema } from './job-result';

/** The most items a batch may have. */
export const MAX_BATCH_ITEMS = 100_000;

/** How many items a parallel batch runs at once unless it says otherwise. */
const DEFAULT_CONCURRENT = 3;

/** How many items of a batch may be under way at once. */
export const maxConcurrentSchema = z.int().min(1).max(10_000);

const toNull = <Value>(value: Value | null | undefined): Value | null => value ?? null;

/** What a batch is told besides its items. */
const settingsShape = {
  batch_id: jobIdSchema.nullish().transform(toNull),
  processing_strategy: z.enum(['parallel', 'sequential']).default('parallel'),
  max_concurrent: maxConcurrentSchema.optional(),
  fail_fast: z.boolean().default(false),
  dedupe: z.boolean().default(false),
  user_id: identifierSchema.nullish().transform(toNull),
  webhook_url: httpUrlSchema.nullish().transform(toNull),
};

interface Windowed {
  processing_strategy: 'parallel' | 'sequential';
  max_concurrent?: number | undefined;
}

/** One at a time is what sequential means: whoever asks for more has meant something else. */
const checkWindow = (
  { processing_strategy: strategy, max_concurrent: max }: Windowed,
  context: z.RefinementCtx,
): void => {
  if (strategy === 'parallel' || (max ?? 1) === 1) return;
  const message =
    'must be 1 or left out: processing_strategy "sequential" runs one item at a time. For more at once take "parallel"';
  context.addIssue({ code: 'custom', path: ['max_concurrent'], message });
};

/** The window that a batch means: sequential is a window of one. */
const withWindow = <Batch extends Windowed>(batch: Batch): Batch & { max_concurrent: number } => ({
  ...batch,
  max_concurrent:
    batch.max_concurrent ?? (batch.processing_strategy === 'sequential' ? 1 : DEFAULT_CONCURRENT),
});

/** One item of a batch as REST takes it: a video or pictures, told apart by `type`. */
export const batchItemSchema = z.discriminatedUnion(
  'type',
  [
    strictVideoRequestSchema.extend({ type: z.literal('video') }),
    strictImageRequestSchema.extend({ type: z.literal('image') }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? 'must be "image" or "video"' : undefined) },
);
export type BatchItem = z.output<typeof batchItemSchema>;

/** Two items under one id would be one job: most likely a mistake. */
const checkIds = (requests: readonly { request_id: string | null }[], context: z.RefinementCtx): void => {
  const seen = new Map<string, number>();
  requests.forEach(({ request_id: id }, index) => {
    if (id === null) return;
    const first = seen.get(id);
    seen.set(id, first ?? index);
    if (first === undefined) return;
    const message = `is the id of requests[${first}], too; each item needs one of its own, or none`;
    context.addIssue({ code: 'custom', path: [index, 'request_id'], message });
  });
};

const EMPTY = 'is empty; a batch has at least 1 item';
const TOO_MANY = `has more items than the ${MAX_BATCH_ITEMS} that a batch may have`;

const isEitherWay = (batch: { requests?: unknown; requests_url?: unknown }): boolean =>
  (batch.requests === undefined) !== (batch.requests_url === undefined);

const EITHER_WAY = { path: ['requests'], message: 'must be given inline or by requests_url, one of the two' };

/** A batch as REST takes it: unknown fields and bad items are refused, each by its name. */
export const batchRequestSchema = z
  .strictObject({
    ...settingsShape,
    requests: z
      .array(batchItemSchema)
      .min(1, EMPTY)
      .max(MAX_BATCH_ITEMS, TOO_MANY)
      .superRefine(checkIds)
      .optional(),
    requests_url: httpUrlSchema.optional(),
  })
  .superRefine(checkWindow)
  .refine(isEitherWay, EITHER_WAY)
  .transform(withWindow);
/** A batch as a caller may write it: only the items are required. */
export type BatchRequest = z.input<typeof batchRequestSchema>;

/** The settings of a batch whose items come one a line, as the query of the URL says them. */
export const batchQuerySchema = z.strictObject({
  batch_id: settingsShape.batch_id,
  processing_strategy: settingsShape.processing_strategy,
  max_concurrent: z.coerce.number().pipe(maxConcurrentSchema).optional(),
  fail_fast: z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false),
  dedupe: z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false),
  user_id: settingsShape.user_id,
  webhook_url: settingsShape.webhook_url,
});

/** What was said in a query, checked as a whole. */
export const batchSettingsSchema = z.object(settingsShape).superRefine(checkWindow).transform(withWindow);
export type BatchSettings = z.output<typeof batchSettingsSchema>;

/** A batch as its workflow takes it: unknown fields do not count, and a bad item is a matter of that item alone. */
export const batchStartSchema = z
  .object({
    ...settingsShape,
    requests: z.array(z.unknown()).min(1, EMPTY).max(MAX_BATCH_ITEMS, TOO_MANY).optional(),
    requests_url: httpUrlSchema.optional(),
  })
  .superRefine(checkWindow)
  .refine(isEitherWay, EITHER_WAY)
  .transform(withWindow);

const count = z.int().nonnegative();

/** How the items of a batch stand; what is neither ended nor running waits. */
export const batchCountsSchema = z.object({
  total: count,
  completed: count,
  failed: count,
  cancelled: count,
  running: count,
});
export type BatchCounts = z.infer<typeof batchCountsSchema>;

/** What a running batch tells the engine: `per_minute` items have ended lately, null while nobody can tell. */
export const batchHeartbeatSchema = z.object({
  batch: batchCountsSchema.extend({ paused: z.boolean(), per_minute: z.number().nonnegative().nullable() }),
});
export type BatchPulse = z.infer<typeof batchHeartbeatSchema>['batch'];

/** How a batch stands and what it is set to: what its updates answer. */
export const batchSnapshotSchema = batchCountsSchema.extend({
  batch_id: z.string(),
  paused: z.boolean(),
  max_concurrent: maxConcurrentSchema,
});
export type BatchSnapshot = z.infer<typeof batchSnapshotSchema>;

/** The same after `retry_failed`: so many failed items run again. */
export const batchRetrySchema = batchSnapshotSchema.extend({ retried: count });
export type BatchRetry = z.infer<typeof batchRetrySchema>;

/** What `PATCH /batches/{batch_id}` takes. */
export const batchPatchSchema = z.strictObject({ max_concurrent: maxConcurrentSchema });

/**
 * One line of a batch's results: how the item ended that stands at `index`, from 0, of the requests. `attempt` counts
 * the times it was run from 1; `workflow_id` is null for one that never was, `type` for one that nobody can read.
 */
export const batchLineSchema = z.object({
  index: count,
  workflow_id: z.string().nullable(),
  type: z.enum(['image', 'video']).nullable(),
  status: z.enum(['completed', 'failed', 'cancelled']),
  attempt: z.int().positive(),
  result: jobResultSchema.nullable(),
  error: jobErrorSchema.nullable(),
});
export type BatchLine = z.infer<typeof batchLineSchema>;

/** How a batch ended. */
export const batchResultSchema = z.object({
  batch_id: z.string(),
  total: count,
  completed: count,
  failed: count,
  cancelled: count,
  results_url: z.string(),
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime(),
});
export type BatchResult = z.infer<typeof batchResultSchema>;
