import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { JobResult } from '@genvideo/models';
import type { NoticeDesk } from '../notices/create-notice-desk';
import type { PermitDesk } from '../permits/permit-desk';
import { readEnding } from '../permits/read-ending';
import { endTask, type EndTaskDependencies } from './end-task';
import { keepLateResult, type KeepLateResultDependencies } from './keep-late-result';
import type { LateResultRequest } from './left-under-way';

export interface AwaitLateResultDependencies extends EndTaskDependencies, KeepLateResultDependencies {
  client: Client;
  permits: Pick<PermitDesk, 'release'>;
  notices: Pick<NoticeDesk, 'tellOfJob'>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** How long what is there may take to be kept once nobody wants to wait any longer, in milliseconds. */
const LAST_WORK_MS = 10 * 60_000;

/** Whether the job was reset and runs on: what it left is its own again. */
async function isReset({ workflow_id, run_id }: LateResultRequest, client: Client): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflow_id).describe()).runId !== run_id;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Waits until the job has written its own record: it left this to others on its way out. */
async function awaitEnd(
  { workflow_id }: LateResultRequest,
  { client, signal }: AwaitLateResultDependencies,
): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if ((await readEnding(client, workflow_id)) !== null) return;
    await delay(pause, undefined, { signal });
  }
}

/**
 * Waits for what a run of a job left at its provider, gives its permit back when the provider has ended, and keeps what
 * was paid for: stored, in the job's record, and told of. Idempotent.
 * @returns the job's result with it; null when the job was reset and goes on by itself
 */
export async function awaitLateResult(
  request: LateResultRequest,
  dependencies: AwaitLateResultDependencies,
): Promise<JobResult | null> {
  const { client, permits, notices, signal } = dependencies;
  const { workflow_id, user_id, run_id, running } = request;
  if (await isReset(request, client)) return null;
  const task = running && (await endTask({ workflow_id, running }, dependencies));
  if (await isReset(request, client)) return null;
  await permits.release(workflow_id);
  // Whoever ends the waiting wants no more of it, but what is there is kept.
  const rest = { ...dependencies, signal: signal.aborted ? AbortSignal.timeout(LAST_WORK_MS) : signal };
  await awaitEnd(request, rest);
  const { state, result } = await keepLateResult(request, task, rest);
  if (result.late?.state === 'kept') {
    const account = { workflow_id, user_id, state };
    await notices.tellOfJob({ account, result, run_id, type: 'job.late_result' }, rest.signal);
  }
  return result;
}
