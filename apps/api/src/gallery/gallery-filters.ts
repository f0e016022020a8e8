import { z } from 'zod';
import { galleryStatusSchema } from '@genvideo/models/schemas';
import { listFiltersSchema, searchableText } from '../job/list-filters';

const MAX_WORDS_LENGTH = 200;
const MAX_STYLE_LENGTH = 64;

/** The query of `GET /gallery`. */
export const galleryFiltersSchema = z
  .strictObject({
    status: z
      .enum([...galleryStatusSchema.options, 'all'])
      .default('completed')
      .meta({ description: 'failed are those that timed out, too; cancelled those that were terminated.' }),
    type: z.enum(['image', 'video']).optional().meta({ description: 'What is made.' }),
    q: z
      .string()
      .trim()
      .max(MAX_WORDS_LENGTH, `is longer than ${MAX_WORDS_LENGTH} characters`)
      .optional()
      .meta({ description: 'Words that the prompt holds, all of them, whatever their case.' }),
    style: searchableText(MAX_STYLE_LENGTH).optional(),
    ...listFiltersSchema.pick({
      user: true,
      tag: true,
      since: true,
      until: true,
      limit: true,
      cursor: true,
    }).shape,
  })
  .meta({ id: 'GalleryFilters' });

/** Which jobs the gallery shows. */
export type GalleryFilters = z.output<typeof galleryFiltersSchema>;
