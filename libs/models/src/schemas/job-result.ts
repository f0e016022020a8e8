import { z } from 'zod';
import { failureTypeSchema } from './failure';

/** A stored file: `size` in bytes, `width` and `height` in pixels, null when the file does not tell. */
export const assetSchema = z.object({
  kind: z.enum(['image', 'video']),
  url: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().nonnegative(),
  media_type: z.string(),
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
});
export type Asset = z.infer<typeof assetSchema>;

/** Why a job did not complete. */
export const jobErrorSchema = z.object({
  type: failureTypeSchema,
  message: z.string(),
});
export type JobError = z.infer<typeof jobErrorSchema>;

/**
 * What became of the task at the provider when a job was cancelled or ran out of time: none had been asked for yet, it was
 * stopped, it goes on because the provider has no way to stop it, or it had ended before.
 */
export const cancelOutcomeSchema = z.enum([
  'cancelled_before_submit',
  'cancelled_at_provider',
  'provider_cannot_cancel',
  'already_ended',
]);
export type CancelOutcome = z.infer<typeof cancelOutcomeSchema>;

/**
 * What is still to come, or came, after a job's end: its task is watched (`awaited`), what it made was stored (`kept`),
 * it made nothing that could be (`nothing`), or nobody watches it any more (`given_up`).
 */
export const lateResultSchema = z.object({
  state: z.enum(['awaited', 'kept', 'nothing', 'given_up']),
  stage: z.enum(['image', 'video']),
  /** Null where it is not known. */
  task_id: z.string().nullable(),
  /** What was stored after the end; they are among the job's own assets, too. */
  assets: z.array(assetSchema),
  message: z.string(),
  updated_at: z.iso.datetime(),
});
export type LateResult = z.infer<typeof lateResultSchema>;

/**
 * How a job ended. `attempts` counts the tries of all its stages, `submissions` the tasks a provider was asked for;
 * `queue_time` and `processing_time` are in seconds. `cancel_outcome` is null where no cancel was called for, or where it is not
 * known yet; `late` where nothing was left under way. Results of earlier versions have neither.
 */
export const jobResultSchema = z.object({
  workflow_id: z.string(),
  status: z.enum(['completed', 'failed', 'cancelled']),
  image_urls: z.array(z.string()),
  video_url: z.string().nullable(),
  assets: z.array(assetSchema),
  attempts: z.int().nonnegative(),
  submissions: z.int().nonnegative(),
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime(),
  queue_time: z.number().nonnegative(),
  processing_time: z.number().nonnegative(),
  error: jobErrorSchema.nullable(),
  cancel_outcome: cancelOutcomeSchema.nullable().default(null),
  late: lateResultSchema.nullable().default(null),
});
export type JobResult = z.infer<typeof jobResultSchema>;
