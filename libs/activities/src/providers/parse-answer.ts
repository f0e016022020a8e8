import type { z } from 'zod';
import { GenerationError } from '../generation-error';

/**
 * The body of an answer as its schema has it; `what` names method and URL.
 * @throws GenerationError of type ContractViolation
 */
export function parseAnswer<Answer>(schema: z.ZodType<Answer>, body: string, what: string): Answer {
  try {
    // Some calls answer nothing, which is for their schema to allow.
    return schema.parse(body === '' ? undefined : JSON.parse(body));
  } catch (error) {
    throw new GenerationError('ContractViolation', `${what} answered what its protocol does not allow`, {
      ambiguous: true,
      cause: error,
    });
  }
}
