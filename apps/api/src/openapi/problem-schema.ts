import { z } from 'zod';

/** A problem document, RFC 9457, as callers may rely on it. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'The kind of problem: urn:genvideo:problem:KIND.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'What is wrong, and what to do.' }),
    instance: z.string().meta({ description: 'The path that was asked for.' }),
    problems: z
      .array(z.object({ field: z.string(), problem: z.string() }))
      .optional()
      .meta({ description: 'Every bad field.' }),
    workflow_id: z
      .string()
      .optional()
      .meta({ description: 'The job that was to be submitted, where it may be there all the same.' }),
  })
  .meta({ id: 'Problem' });
