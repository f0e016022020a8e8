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
  .regex(/^\d{2,4}x\d{2,4}$/, { abort: true, error: 'must be WIDTHxHEIGHT, such as 1920x1080' })
  .refine((text) => text.split('x').every((side) => pixelsSchema.safeParse(Number(side)).success), {
    message: 'must have sides of 64 to 4096 pixels',
  });

/**
 * What a caller hands in for a video on its own: a picture is made first, in the size of the video. `duration` is in
 * seconds, `resolution` in pixels. Unknown fields are dropped here and refused by {@link strictVideoRequestSchema}.
 */
export const videoRequestSchema = z.object({
  request_id: optionalId,
  type: z.literal('video').default('video'),
  prompt: promptSchema,
  duration: durationSchema.default(10),
  resolution: resolutionSchema.default('1920x1080'),
  fps: z.int().min(1).max(60).default(30),
  style: styleSchema.default('realistic'),
  webhook_url: optionalUrl,
  user_id: identifierSchema,
  metadata: metadataSchema.default({}),
});

/** The same for REST and files, where an unknown field is most likely a typing mistake and is refused by name. */
export const strictVideoRequestSchema = videoRequestSchema.strict();

/** A video as the workflow makes it: every field present, defaults filled in. */
export type VideoInput = z.output<typeof videoRequestSchema>;

/** A video as a caller may write it: only `prompt` and `user_id` are required. */
export type VideoRequest = z.input<typeof videoRequestSchema>;

/**
 * What a caller hands in for one or several pictures on their own; sizes in pixels. Unknown fields are dropped here and
 * refused by {@link strictImageRequestSchema}.
 */
export const imageRequestSchema = z.object({
  request_id: optionalId,
  type: z.literal('image').default('image'),
  prompt: promptSchema,
  width: pixelsSchema.default(1024),
  height: pixelsSchema.default(1024),
  style: styleSchema.default('photorealistic'),
  num_images: z.int().min(1).max(9).default(1),
  webhook_url: optionalUrl,
  user_id: identifierSchema,
  metadata: metadataSchema.default({}),
});

/** The same for REST and files. */
export const strictImageRequestSchema = imageRequestSchema.strict();

/** Pictures as the workflow makes them: every field present, defaults filled in. */
export type ImageInput = z.output<typeof imageRequestSchema>;

/** Pictures as a caller may write them: only `prompt` and `user_id` are required. */
export type ImageRequest = z.input<typeof imageRequestSchema>;
