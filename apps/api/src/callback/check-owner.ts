import { toSubmissionId, type SubmissionKey } from '@genvideo/models';
import { toKlingExternalId } from '@genvideo/models/wire';
import { ProblemError } from '../problem';
import type { TaskReport } from './parse-callback-body';

/**
 * Checks that a task of Kling is the one that was submitted for the try that the URL names. Proxies name no owner: there
 * the token is all the proof.
 * @throws ProblemError 422
 */
export function checkOwner({ external_task_id }: TaskReport, key: SubmissionKey): void {
  if (external_task_id === undefined || external_task_id === toKlingExternalId(toSubmissionId(key))) return;
  throw new ProblemError('InvalidRequest', 'The task is not the one that this callback_url was given for.', {
    problems: [
      {
        field: 'task_info.external_task_id',
        problem: 'must be the external_task_id of the submission that named this callback_url',
      },
    ],
  });
}
