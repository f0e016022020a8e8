import { z } from 'zod';
import { httpUrlSchema } from './http-url';

export const stepSchema = z.enum(['pending', 'image', 'video', 'processing', 'completed', 'failed']);

/** Where a job is in its story. */
export type Step = z.infer<typeof stepSchema>;

export const progressStatusSchema = z.enum([
  'pending',
  'running',
  'retrying',
  'completed',
  'failed',
  'cancelled',
]);

/** How a job fares. */
export type ProgressStatus = z.infer<typeof progressStatusSchema>;

const timestampSchema = z.iso.datetime();

/** Percent of the whole job, an integer. */
const percentSchema = z.int().min(0).max(100);

/** How far a job is. Every key is always there; what is not known is null. */
export const progressSchema = z.object({
  step: stepSchema,
  status: progressStatusSchema,
  percent: percentSchema,
  message: z.string(),
  error_message: z.string().nullable(),
  asset_url: z.string().nullable(),
  estimated_completion: timestampSchema.nullable(),
  updated_at: timestampSchema,
});
export type Progress = z.infer<typeof progressSchema>;

/** What the signal `update_progress` may carry: any part of a progress; percent that goes back is ignored. */
export const progressUpdateSchema = z
  .object({
    percent: percentSchema,
    message: z.string().max(500),
    asset_url: httpUrlSchema,
    estimated_completion: timestampSchema,
  })
  .partial();
export type ProgressUpdate = z.infer<typeof progressUpdateSchema>;
