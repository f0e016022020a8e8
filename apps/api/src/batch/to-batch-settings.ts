import type { BatchSettings } from '@genvideo/models';
import { createJobId } from '@genvideo/progress-client/direct';
import type { Caller } from '../auth/caller';
import { ProblemError } from '../problem';

/**
 * The settings of a batch as it is to be started: the Idempotency-Key is its id where it names none, and it belongs to
 * the user that the caller's key is bound to.
 * @throws ProblemError 409 when there are two ids, 403 when the caller may not submit for that user
 */
export function toBatchSettings(
  settings: BatchSettings,
  idempotencyKey: string | undefined,
  caller: Caller,
): BatchSettings & { batch_id: string } {
  const { batch_id: id, user_id: userId } = settings;
  if (caller.userId !== null && userId !== null && caller.userId !== userId)
    throw new ProblemError(
      'Forbidden',
      `This key submits batches of user "${caller.userId}" alone, not of "${userId}". Set user_id to "${caller.userId}", or leave it out.`,
    );
  if (id !== null && idempotencyKey !== undefined && id !== idempotencyKey)
    throw new ProblemError(
      'Conflict',
      `The batch_id "${id}" and the Idempotency-Key "${idempotencyKey}" differ, and both would be the batch's id. Send one of them.`,
    );
  return {
    ...settings,
    batch_id: id ?? idempotencyKey ?? createJobId().replace(/^job/, 'batch'),
    user_id: userId ?? caller.userId,
  };
}
