import { z } from 'zod';
import { identifierSchema, workflowStatusSchema } from '@genvideo/models/schemas';
import { SHOWN_TYPES } from './check-visible';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** The longest tag there is: `style:` with a style of 64 characters is shorter than `user:` with a user id. */
const MAX_TAG_LENGTH = 256;

/** Several times the engine's longest token. */
const MAX_CURSOR_LENGTH = 1_024;

/** What the index of every database behind the engine finds again. */
const SEARCHABLE = /^[^"\\\u0000-\u001F\u007F]*$/;

/** A text that the engine can look for. */
export const searchableText = (maxLength: number): z.ZodString =>
  z
    .string()
    .min(1, 'is empty')
    .max(maxLength, `is longer than ${maxLength} characters`)
    .regex(SEARCHABLE, 'holds " or \\ or a control character, which the engine cannot look for');

/** The years that times of the engine may be in, in UTC. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 9998;

const isWithinYears = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
};

/** A moment in a query. */
export const momentSchema = z.iso
  .datetime({ offset: true, abort: true, error: 'must be a time such as 2026-01-31T12:00:00Z' })
  .refine(isWithinYears, `must be in a year from ${FIRST_YEAR} to ${LAST_YEAR}, in UTC`)
  .transform((text) => new Date(text).toISOString());

const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** The query of `GET /workflows`. */
export const listFiltersSchema = z
  .strictObject({
    status: workflowStatusSchema.optional(),
    type: z
      .enum([...SHOWN_TYPES, 'image', 'video', 'batch'])
      .optional()
      .meta({ description: 'A workflow type, or what is made; job: everything but batches.' }),
    user: identifierSchema.optional(),
    tag: searchableText(MAX_TAG_LENGTH)
      .optional()
      .meta({
        description: 'One of CustomTag: style:NAME, step:video, batch:ID.',
        examples: ['style:cinematic'],
      }),
    since: momentSchema.optional().meta({ description: 'Started at this time or later.' }),
    until: momentSchema.optional().meta({ description: 'Started before this time.' }),
    limit: z.preprocess(toNumber, z.int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT)),
    cursor: z
      .string()
      .max(MAX_CURSOR_LENGTH, 'is no cursor of this list')
      .optional()
      .meta({ description: 'next_cursor of the page before, with the same filters.' }),
  })
  .meta({ id: 'JobFilters' });

/** Which jobs are asked for. */
export type JobFilters = z.output<typeof listFiltersSchema>;

/** Which jobs a stream follows that are not named. */
export const watchFiltersSchema = listFiltersSchema.pick({ status: true, type: true, user: true, tag: true });
export type WatchFilters = z.output<typeof watchFiltersSchema>;
