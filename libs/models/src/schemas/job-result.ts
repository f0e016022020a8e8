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
 * How a job ended. `attempts` counts the tries of all its stages, `submissions` the tasks a provider was asked for;
 * `queue_time` and `processing_time` are in seconds.
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
});
export type JobResult = z.infer<typeof jobResultSchema>;
