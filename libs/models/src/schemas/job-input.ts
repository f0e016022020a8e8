import { z } from 'zod';
import { DEFAULT_PRIORITY } from '../default-priority';
import { identifierSchema } from './identifier';
import { jobIdSchema } from './job-id';
import { metadataSchema } from './metadata';
import { promptSchema, styleSchema } from './text';
import { httpUrlSchema } from './http-url';

/** A width or a height in pixels. */
export const pixelsSchema = z.int().min(64).max(4096);

/** The length of a video in seconds. */
export const durationSchema = z.number().min(1).max(60);

/** 1 goes first, 5 goes last. */
export const prioritySchema = z.int().min(1).max(5);

/** What a caller hands in for one job. Unknown fields are dropped here and refused by {@link strictJobInputSchema}. */
export const jobInputSchema = z
  .object({
    prompt: promptSchema,
    style: styleSchema.default('realistic'),
    job_type: z.enum(['image', 'video']).default('video'),
    width: pixelsSchema.default(1024),
    height: pixelsSchema.default(1024),
    duration: durationSchema.default(5),
    user_id: identifierSchema,
    metadata: metadataSchema.default({}),
    priority: prioritySchema.default(DEFAULT_PRIORITY),
    image_url: httpUrlSchema.nullish().transform((url) => url ?? null),
    webhook_url: httpUrlSchema.nullish().transform((url) => url ?? null),
    request_id: jobIdSchema.nullish().transform((id) => id ?? null),
  })
  .refine((job) => job.job_type === 'video' || job.image_url === null, {
    path: ['image_url'],
    message: 'leaves nothing to make when job_type is "image"; drop it or ask for a video',
  });

/** The same for REST and files, where an unknown field is most likely a typing mistake and is refused by name. */
export const strictJobInputSchema = jobInputSchema.strict();

/** A job as the workflow runs it: every field present, defaults filled in. */
export type JobInput = z.output<typeof jobInputSchema>;

/** A job as a caller may write it: only `prompt` and `user_id` are required. */
export type JobRequest = z.input<typeof jobInputSchema>;
