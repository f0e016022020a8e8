import { z } from 'zod';
import { IDENTIFIER_PATTERN, MAX_IDENTIFIER_LENGTH } from '@genvideo/models';

/** The parameter in the path of a job's routes. */
export const workflowPath = z.object({
  workflow_id: z
    .string()
    .max(MAX_IDENTIFIER_LENGTH, `has more than ${MAX_IDENTIFIER_LENGTH} characters, which no id has`)
    .regex(IDENTIFIER_PATTERN, 'is no id: ids are made of letters, digits and . _ : @ -'),
});

/** What submitting a job answers: where to follow it. */
export const submittedJobSchema = z
  .object({
    workflow_id: z.string(),
    status_url: z.string(),
    progress_url: z.string(),
    result_url: z.string(),
    events_url: z.string(),
    cancel_url: z.string(),
  })
  .meta({ id: 'SubmittedJob' });

/** The header with which a caller asks for what has changed alone. */
export const ifNoneMatch = z.object({
  'If-None-Match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of an earlier answer: 304 when nothing has changed since.' }),
});
