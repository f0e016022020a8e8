import type { GenerationInput } from '@genvideo/models';
import type { Caller } from '../auth/caller';
import { ProblemError } from '../problem';

/**
 * The job as it is to be started: the Idempotency-Key is its id where the body names none.
 * @throws ProblemError 409 when there are two ids, 403 when the caller may not submit for that user
 */
export function toJobRequest<Job extends GenerationInput>(
  job: Job,
  idempotencyKey: string | undefined,
  caller: Caller,
): Job {
  const { request_id: requestId, user_id: userId } = job;
  if (caller.userId !== null && caller.userId !== userId)
    throw new ProblemError(
      'Forbidden',
      `This key submits jobs of user "${caller.userId}" alone, not of "${userId}". Set user_id to "${caller.userId}".`,
    );
  if (requestId !== null && idempotencyKey !== undefined && requestId !== idempotencyKey)
    throw new ProblemError(
      'Conflict',
      `The request_id "${requestId}" and the Idempotency-Key "${idempotencyKey}" differ, and both would be the job's id. Send one of them.`,
    );
  return { ...job, request_id: requestId ?? idempotencyKey ?? null };
}
