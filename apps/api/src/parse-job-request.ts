import { isIdentifier, MAX_IDENTIFIER_LENGTH, type JobInput } from '@genvideo/models';
import { InvalidInputError, parseJobInput, type FieldProblem } from '@genvideo/models/schemas';
import { ProblemError } from './problem';

const KEY_PROBLEM: FieldProblem = {
  field: 'Idempotency-Key',
  problem: `must be 1 to ${MAX_IDENTIFIER_LENGTH} characters of A-Z a-z 0-9 . _ : @ -`,
};

const parseOrList = (body: unknown): JobInput | readonly FieldProblem[] => {
  try {
    return parseJobInput(body, { unknownFields: 'refuse' });
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
};

/**
 * Reads the body of `POST /jobs`; the key is the job's id where the body names none.
 * @param idempotencyKey the header as it came, undefined when there is none
 * @throws InvalidInputError naming every bad field, the key among them; ProblemError 409 when there are two ids
 */
export function parseJobRequest(body: unknown, idempotencyKey: string | undefined): JobInput {
  const keyProblems = idempotencyKey === undefined || isIdentifier(idempotencyKey) ? [] : [KEY_PROBLEM];
  const job = parseOrList(body ?? {});
  if (!('prompt' in job)) throw new InvalidInputError([...keyProblems, ...job]);
  if (keyProblems.length > 0) throw new InvalidInputError(keyProblems);
  const { request_id: requestId } = job;
  if (requestId !== null && idempotencyKey !== undefined && requestId !== idempotencyKey)
    throw new ProblemError(
      'Conflict',
      `The request_id "${requestId}" and the Idempotency-Key "${idempotencyKey}" differ, and both would be the job's id. Send one of them.`,
    );
  return { ...job, request_id: requestId ?? idempotencyKey ?? null };
}
