import { Context } from '@temporalio/activity';
import type { PermitRequest, QueueEstimate } from '@genvideo/models';
import type { PermitDesk } from './permit-desk';

/** What a job tells its limiter. */
export interface PermitTelling extends PermitRequest {
  state: 'waiting' | 'holding' | 'done';
  /** Whether to look at the queue afterwards. */
  look: boolean;
}

/** What a job learns when it has told its limiter something. */
export interface PermitAnswer {
  /** The run of the workflow that asked, and that a grant is made to. */
  run_id: string;
  outlook: QueueEstimate | null;
}

/** Says what a job is to its limiter, and looks where it stands in the queue when that is asked for. */
export async function tellLimiter(telling: PermitTelling, permits: PermitDesk): Promise<PermitAnswer> {
  const { state, look, workflow_id, user_id, priority } = telling;
  const request = { workflow_id, user_id, priority };
  if (state === 'waiting') await permits.acquire(request);
  if (state === 'holding') await permits.confirm(request);
  if (state === 'done') await permits.release(workflow_id);
  const run_id = Context.current().info.workflowExecution?.runId ?? '';
  return { run_id, outlook: look ? await permits.readOutlook(workflow_id) : null };
}
