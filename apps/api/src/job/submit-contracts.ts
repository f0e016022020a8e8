import { z } from 'zod';
import {
  jobIdSchema,
  jobResultSchema,
  strictImageRequestSchema,
  strictJobInputSchema,
  strictVideoRequestSchema,
} from '@genvideo/models/schemas';
import { json } from '../operation/contract';
import { EXAMPLE_IMAGE, EXAMPLE_JOB, EXAMPLE_RESULT, EXAMPLE_SUBMITTED, EXAMPLE_VIDEO } from './job-examples';
import { submittedJobSchema } from './job-schemas';
import { MAX_WAIT_SECONDS } from './parse-prefer';

/** What submissions may say in headers. */
export const submitHeaders = z.object({
  'Idempotency-Key': z
    .string()
    // The draft of the header has it in quotes.
    .transform((key) => /^"(.*)"$/.exec(key)?.[1] ?? key)
    .pipe(jobIdSchema)
    .optional()
    .meta({
      description: "The job's id, with or without quotes, where the body has no request_id.",
      examples: ['order-4711'],
    }),
  Prefer: z
    .string()
    .optional()
    .meta({
      description: `wait=N: answer with the result if the job ends within N seconds, at most ${MAX_WAIT_SECONDS}.`,
      examples: ['wait=30'],
    }),
});

const HEADERS = {
  Location: "The job's status.",
  'Preference-Applied': 'How long it was ready to wait: wait=N.',
};

/** What submitting is, whatever the shape of the job. */
const SUBMIT = {
  method: 'post',
  tag: 'Jobs',
  access: 'key',
  parameters: { headers: submitHeaders },
  answers: {
    202: json(submittedJobSchema, {
      description: 'The job is there, and will be worked on.',
      example: EXAMPLE_SUBMITTED,
      headers: HEADERS,
    }),
    200: json(jobResultSchema.meta({ id: 'JobResult' }), {
      description: 'With Prefer: wait, how the job ended.',
      example: EXAMPLE_RESULT,
      headers: HEADERS,
    }),
  },
  problems: ['Forbidden', 'NotFound', 'Conflict', 'RateLimited', 'ServiceUnavailable'],
} as const;

const ONCE =
  'once: the same input under the same id answers with the job that is there, so whoever did not hear the answer asks again. Other input under a used id is a conflict.';

/** `POST /jobs`. */
export const submitJobContract = {
  ...SUBMIT,
  id: 'submitJob',
  path: '/jobs',
  summary: 'Submit a job',
  description: `Starts a job, ${ONCE}`,
  body: { schema: strictJobInputSchema.meta({ id: 'JobInput' }), example: EXAMPLE_JOB },
} as const;

/** `POST /videos`. */
export const submitVideoContract = {
  ...SUBMIT,
  id: 'submitVideo',
  path: '/videos',
  summary: 'Submit a video on its own',
  description: `A picture is made first, in the size of the video; to start from a picture of yours, submit a job. The message of the completed job says what the video service made otherwise, such as fewer frames a second. Starts it ${ONCE}`,
  body: { schema: strictVideoRequestSchema.meta({ id: 'VideoRequest' }), example: EXAMPLE_VIDEO },
} as const;

/** `POST /images`. */
export const submitImageContract = {
  ...SUBMIT,
  id: 'submitImage',
  path: '/images',
  summary: 'Submit pictures on their own',
  description: `One to nine pictures of one prompt. Starts them ${ONCE}`,
  body: { schema: strictImageRequestSchema.meta({ id: 'ImageRequest' }), example: EXAMPLE_IMAGE },
} as const;
