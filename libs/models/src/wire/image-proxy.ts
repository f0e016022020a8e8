import { z } from 'zod';
import { proxyJobSchema } from './task-status';

/** Body of `POST /img/submit`. The header `Idempotency-Key` carries the submission id. */
export const imageSubmitSchema = z.object({
  prompt: z.string().min(1),
  style: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  seed: z.number().int().nonnegative().optional(),
  num_images: z.number().int().min(1).max(9).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
export type ImageSubmit = z.infer<typeof imageSubmitSchema>;

/** Answer of `GET /img/status/{job_id}`; `progress` is 0 to 100. */
export const imageStatusSchema = proxyJobSchema.extend({
  progress: z.number().min(0).max(100),
  error: z.string().nullish(),
});
export type ImageStatus = z.infer<typeof imageStatusSchema>;

/** Answer of `GET /img/result/{job_id}`; sizes in pixels. */
export const imageResultSchema = z.object({
  job_id: z.string().min(1),
  image_url: z.url(),
  images: z.array(z.url()).min(1),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type ImageResult = z.infer<typeof imageResultSchema>;
