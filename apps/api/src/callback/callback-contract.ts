import { z } from 'zod';
import { json, type Contract } from '../operation/contract';

const outcomeSchema = z
  .object({ accepted: z.boolean(), reason: z.string().nullable() })
  .meta({ id: 'CallbackOutcome' });

/** What all routes have in common that providers call. */
export const callbackContract = {
  method: 'post',
  tag: 'Callbacks',
  access: 'open',
  parameters: {
    // Judged with the token: whoever has none is told that, and nothing else.
    query: z.looseObject({
      workflow_id: z.string().optional(),
      stage: z.string().optional(),
      attempt: z.string().optional(),
      token: z.string().optional(),
    }),
  },
  answers: {
    202: json(outcomeSchema, {
      description: 'The job has been told, or there is nothing to tell yet.',
      example: { accepted: true, reason: null },
    }),
    200: json(outcomeSchema, {
      description: 'There is nothing to tell: the job had ended, or the message has been taken before.',
      example: { accepted: false, reason: 'The job has already ended.' },
    }),
  },
  problems: ['Unauthorized', 'NotFound', 'ServiceUnavailable'],
} as const satisfies Partial<Contract>;
