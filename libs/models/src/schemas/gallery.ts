import { z } from 'zod';
import { assetSchema, jobErrorSchema } from './job-result';
import { stepSchema } from './progress';

const dateTime = z.iso.datetime();

/** How a job stands, in the words of its result. */
export const galleryStatusSchema = z.enum(['running', 'completed', 'failed', 'cancelled']);

/**
 * A job with what it was asked for and what it made. What its record in the store does not tell (yet) is null: the
 * prompt of a job that no worker has taken, for one. Times are in seconds.
 */
export const galleryItemSchema = z
  .object({
    workflow_id: z.string(),
    workflow_type: z.string(),
    status: galleryStatusSchema,
    kind: z.enum(['image', 'video']).nullable(),
    prompt: z.string().nullable(),
    style: z.string().nullable(),
    user_id: z.string().nullable(),
    start_time: dateTime,
    close_time: dateTime.nullable(),
    percent: z.int().min(0).max(100).nullable(),
    step: stepSchema.nullable(),
    assets: z.array(assetSchema),
    error: jobErrorSchema.nullable(),
    /** What was made otherwise than it was asked for, in sentences. */
    note: z.string().nullable(),
    /** As it was handed in, with its defaults filled in. */
    input: z.record(z.string(), z.unknown()).nullable(),
    attempts: z.int().nonnegative().nullable(),
    submissions: z.int().nonnegative().nullable(),
    queue_time: z.number().nonnegative().nullable(),
    processing_time: z.number().nonnegative().nullable(),
  })
  .meta({ id: 'GalleryItem' });
export type GalleryItem = z.infer<typeof galleryItemSchema>;

/** What `GET /gallery` answers. */
export const galleryPageSchema = z
  .object({ items: z.array(galleryItemSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'GalleryPage' });
export type GalleryPage = z.infer<typeof galleryPageSchema>;
