import { z } from 'zod';
import { batchCountsSchema, maxConcurrentSchema } from './batch';
import { workflowStatusSchema } from './job-answers';

const dateTime = z.iso.datetime();
const count = z.int().nonnegative();

/** What `GET /session` answers: who asks, and what a page has to know of this API. */
export const sessionSchema = z
  .object({
    /** The user that the caller's key is bound to; null when it sees everybody's jobs. */
    user_id: z.string().nullable(),
    key_required: z.boolean(),
    version: z.string(),
    namespace: z.string(),
    task_queue: z.string(),
    /** TEMPORAL_UI_URL; null when nobody has said where the engine's own page is. */
    temporal_ui_url: z.string().nullable(),
    /** Mocks serve as providers. */
    mock: z.boolean(),
    limits: z.object({ max_watched: count }),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

const limiterSampleSchema = z.object({
  at: dateTime,
  capacity: count,
  held: count,
  waiting: count,
  paused: z.boolean(),
});
export type LimiterSample = z.infer<typeof limiterSampleSchema>;

/** What `GET /limiter/history` answers: the limiter as this API saw it lately, oldest first. */
export const limiterHistorySchema = z
  .object({
    /** The longest time between two samples while the limiter can be read. */
    interval_seconds: z.number().positive(),
    samples: z.array(limiterSampleSchema),
  })
  .meta({ id: 'LimiterHistory' });
export type LimiterHistory = z.infer<typeof limiterHistorySchema>;

const failureCountSchema = z.object({
  /** A type of the failure table; null where the record of the job does not tell. */
  type: z.string().nullable(),
  count,
  last_at: dateTime,
  last_workflow_id: z.string(),
  message: z.string().nullable(),
});
export type FailureCount = z.infer<typeof failureCountSchema>;

/** What `GET /failures` answers: why jobs failed since a moment, the most frequent cause first. */
export const failureCountsSchema = z
  .object({
    since: dateTime,
    /** How many failed. */
    total: count,
    /** How many of them, the latest, were looked at. */
    counted: count,
    causes: z.array(failureCountSchema),
  })
  .meta({ id: 'FailureCounts' });
export type FailureCounts = z.infer<typeof failureCountsSchema>;

/** What `GET /batches/{batch_id}` answers. */
export const batchStateSchema = batchCountsSchema
  .extend({
    batch_id: z.string(),
    workflow_status: workflowStatusSchema,
    paused: z.boolean(),
    /** How many items may be under way at once; null while nobody can tell. */
    max_concurrent: maxConcurrentSchema.nullable(),
    per_minute: z.number().nonnegative().nullable(),
  })
  .meta({ id: 'BatchState' });
export type BatchState = z.infer<typeof batchStateSchema>;
