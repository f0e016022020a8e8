import { z } from 'zod';
import { httpUrlSchema } from './http-url';
import { identifierSchema } from './identifier';
import { jobIdSchema } from './job-id';
import { durationSchema, pixelsSchema } from './job-input';
import { metadataSchema } from './metadata';
import { promptSchema, styleSchema } from './text';

const optionalId = jobIdSchema.nullish().transform((id) => id ?? null);
const optionalUrl = httpUrlSchema.nullish().transform((url) => url ?? null);

const resolutionSchema = z
  .string()
  .regex(/^\d{2,4}x\d{2,4}$/, 'must be WIDTHxHEIGHT, such as 1920x1080')
  .refine((text) => text.split('x').every((side) => pixelsSchema.safeParse(Number(side)).success), {
    message: 'must have sides of 64 to 4096 pixels',
  });

/** A video on its own. `duration` is in seconds, `resolution` in pixels. */
export const videoRequestSchema = z.object({
  request_id: optionalId,
  type: z.literal('video'),
  prompt: promptSchema,
  duration: durationSchema.default(10),
  resolution: resolutionSchema.default('1920x1080'),
  fps: z.int().min(1).max(60).default(30),
  style: styleSchema.default('realistic'),
  webhook_url: optionalUrl,
  user_id: identifierSchema,
  metadata: metadataSchema.default({}),
});
export type VideoRequest = z.output<typeof videoRequestSchema>;

/** One or several pictures on their own; sizes in pixels. */
export const imageRequestSchema = z.object({
  request_id: optionalId,
  type: z.literal('image'),
  prompt: promptSchema,
  width: pixelsSchema.default(1024),
  height: pixelsSchema.default(1024),
  style: styleSchema.default('photorealistic'),
  num_images: z.int().min(1).max(9).default(1),
  webhook_url: optionalUrl,
  user_id: identifierSchema,
  metadata: metadataSchema.default({}),
});
export type ImageRequest = z.output<typeof imageRequestSchema>;
