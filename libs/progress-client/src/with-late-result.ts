import type { Client } from '@temporalio/client';
import { toLateResultId, type JobResult, type LateResult } from '@genvideo/models';
import { jobResultSchema } from '@genvideo/models/schemas';
import { callEngine } from './call-engine';
import type { JobDescription } from './describe-job';
import { NotFoundError } from './not-found-error';
import { toWorkflowStatus } from './to-workflow-status';

/** A job that could say nothing when it ended: what is known of it, others found out. */
const saidNothing = ({ workflow_status }: JobDescription): boolean =>
  workflow_status === 'TERMINATED' || workflow_status === 'TIMED_OUT';

/** What can be said while others find out. */
const toAwaited = ({ step, start_time: start, close_time: end }: JobDescription): LateResult => ({
  state: 'awaited',
  stage: step === 'image' ? 'image' : 'video',
  task_id: null,
  assets: [],
  message: 'What it left at its provider is waited for and kept.',
  updated_at: (end ?? start).toISOString(),
});

/** What can be said of a late result whose watch was ended before it could say so itself. */
const toGivenUp = (late: LateResult): LateResult => ({
  ...late,
  state: 'given_up',
  message: 'Whoever waited for what its task makes was ended from outside.',
});

/** What others found out of a run of a job after its end; null when nobody has tried. */
async function readLateEnd(
  client: Client,
  { workflow_id, run_id }: JobDescription,
): Promise<JobResult | 'awaited' | 'given_up' | null> {
  const handle = client.workflow.getHandle(toLateResultId({ workflow_id, run_id }));
  const call = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
    callEngine(client, { workflowId: workflow_id }, ask);
  try {
    const status = toWorkflowStatus((await call(() => handle.describe())).status.name);
    if (status === 'RUNNING') return 'awaited';
    if (status !== 'COMPLETED') return 'given_up';
    return jobResultSchema.safeParse(await call(() => handle.result())).data ?? null;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

/**
 * A job's result together with what came after its end, stored and listed: one more call of the engine, for jobs that
 * left something under way.
 * @throws EngineUnavailableError
 */
export async function withLateResult(
  client: Client,
  description: JobDescription,
  result: JobResult,
): Promise<JobResult> {
  if (result.late?.state !== 'awaited' && !saidNothing(description)) return result;
  const end = await readLateEnd(client, description);
  if (end === null) return result;
  if (end === 'awaited') return { ...result, late: result.late ?? toAwaited(description) };
  if (end !== 'given_up') return end;
  return result.late ? { ...result, late: toGivenUp(result.late) } : result;
}
