import { JOB_WORKFLOW_TYPES, WORKFLOW_TYPE } from '@genvideo/models';
import { NotFoundError } from '@genvideo/progress-client/direct';
import { maySee, type Caller } from '../auth/caller';

/** What decides whether a workflow is shown. */
export interface Visible {
  workflow_id: string;
  workflow_type: string;
  tags: readonly string[];
}

/** The workflow types that are followed here: jobs and batches. */
export const SHOWN_TYPES: readonly string[] = [...JOB_WORKFLOW_TYPES, WORKFLOW_TYPE.batch];

/**
 * Lets a caller see jobs and batches, and its own alone where it is bound to a user.
 * @throws NotFoundError, in the very words used of ids that the engine does not know: whose jobs there are is nobody
 * else's business
 */
export function checkVisible(caller: Caller, { workflow_id: id, workflow_type: type, tags }: Visible): void {
  if (!maySee(caller, tags)) throw new NotFoundError(id);
  if (!SHOWN_TYPES.includes(type))
    throw new NotFoundError(id, {
      message: `"${id}" is a workflow of type ${type}, neither job nor batch. Jobs are of type ${JOB_WORKFLOW_TYPES.join(' or ')}, batches of type ${WORKFLOW_TYPE.batch}.`,
    });
}
