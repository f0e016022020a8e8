import { z } from 'zod';
import { proxyJobSchema } from './task-status';

/** Body of `POST /video/submit`. The header `Idempotency-Key` carries the submission id; `duration` is in seconds. */
export const videoSubmitSchema = z.object({
  prompt: z.string().min(1),
  image_url: z.url(),
  duration: z.number().positive(),
  resolution: z
    .string()
    .regex(/^\d+x\d+$/)
    .optional(),
  fps: z.number().int().positive().optional(),
  style: z.string(),
  callback_url: z.url().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
export type VideoSubmit = z.infer<typeof videoSubmitSchema>;

/** Answer of `GET /video/status/{job_id}`; `progress` is 0 to 100, `video_url` is there once completed. */
export const videoStatusSchema = proxyJobSchema.extend({
  progress: z.number().min(0).max(100),
  video_url: z.url().nullish(),
  error: z.string().nullish(),
});
export type VideoStatus = z.infer<typeof videoStatusSchema>;

/** What the video proxy posts to `callback_url`: once, more than once, or never. */
export const videoCallbackSchema = z.object({
  job_id: z.string().min(1),
  status: z.enum(['completed', 'failed']),
  asset_url: z.url().nullish(),
  error_message: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
export type VideoCallback = z.infer<typeof videoCallbackSchema>;
