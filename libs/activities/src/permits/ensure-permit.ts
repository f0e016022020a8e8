import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { PermitDesk } from './permit-desk';

/** How long to wait before looking again whether the permit has come, in milliseconds. */
const LOOK_AGAIN_MS = 2_000;

/**
 * A workflow that was reset runs on with a grant that was made to an earlier run, and that may have been taken back
 * since. Its stage asks for the permit anew, and does not begin while the job still waits for it.
 */
export async function ensurePermit(
  request: { workflow_id: string; user_id: string; priority: number; permit_run_id: string },
  permits: PermitDesk,
): Promise<void> {
  const { workflowExecution } = Context.current().info;
  if (workflowExecution?.runId === request.permit_run_id) return;
  const { workflow_id, user_id, priority } = request;
  await permits.acquire({ workflow_id, user_id, priority });
  if (await permits.isHeld(workflow_id)) return;
  throw ApplicationFailure.create({
    type: 'ServiceUnavailable',
    message: 'The job was reset and waits for a permit again',
    nextRetryDelay: LOOK_AGAIN_MS,
  });
}
