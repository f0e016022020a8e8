import { ProblemError } from '../problem';

/** @throws ProblemError 400 */
export function parseJsonBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProblemError('BadRequest', 'The body is not valid JSON.', { cause });
  }
}
