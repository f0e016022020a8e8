import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });

/** Answer of a submission. The URLs are to be used as they are: they are not below that of the submission. */
export const falSubmittedSchema = z.object({
  request_id: z.string().min(1),
  status_url: url,
  response_url: url,
  cancel_url: url,
  queue_position: z.number().int().nonnegative().nullish(),
});
export type FalSubmitted = z.infer<typeof falSubmittedSchema>;

/** Answer of `GET status_url`. There is no word for failed: what is COMPLETED has ended, well or not. */
export const falStatusSchema = z.object({
  status: z.enum(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED']),
  queue_position: z.number().int().nonnegative().nullish(),
});
export type FalStatus = z.infer<typeof falStatusSchema>;

/** Input of models that make pictures from words; sizes in pixels. */
export const falImageInputSchema = z.object({
  prompt: z.string().min(1),
  image_size: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
  num_images: z.number().int().min(1).max(4),
});
export type FalImageInput = z.infer<typeof falImageInputSchema>;

/** Input of models that make videos from a picture: a URL, or the picture itself as a `data:` URL. Seconds as text. */
export const falVideoInputSchema = z.object({
  prompt: z.string().min(1),
  image_url: z.string().regex(/^(https?|data):/, 'must be a URL'),
  duration: z.enum(['5', '10']),
});
export type FalVideoInput = z.infer<typeof falVideoInputSchema>;

/** What a model made; what else it says is its own. */
export const falImagesSchema = z.object({ images: z.array(z.object({ url })).min(1) });
export const falVideoSchema = z.object({ video: z.object({ url }) });

/** The body of an error: words, or what is wrong where, as in `["body", "prompt"]`. */
export const falErrorSchema = z.object({
  detail: z.union([
    z.string(),
    z
      .array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string(), type: z.string() }))
      .min(1),
  ]),
});
export type FalError = z.infer<typeof falErrorSchema>;

/** What fal posts to `fal_webhook` when a request has ended. */
export const falWebhookSchema = z.object({
  request_id: z.string().min(1),
  status: z.enum(['OK', 'ERROR']),
  error: z.string().nullish(),
});
export type FalWebhook = z.infer<typeof falWebhookSchema>;

/** The keys that fal signs with. */
export const falKeySetSchema = z.object({
  keys: z.array(z.looseObject({ kty: z.string() })),
});
