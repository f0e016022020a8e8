import { workflowInfo } from '@temporalio/workflow';
import type { JobRequest, JobResult } from '@genvideo/models';
import { abandon } from './abandon';
import { activitiesWithin, local } from './activity-proxies';
import { answerQueries } from './answer-queries';
import { CallbackListener } from './callback-listener';
import { JobRecord } from './job-record';
import { makeStage } from './make-stage';
import { PermitLine } from './permit-line';
import { takeSignals } from './take-signals';
import { withinTime } from './within-time';

/** What storing may take at least, even when the job's time is over: what is paid for is kept. */
const STORING_GRACE_MS = 5 * 60_000;

/**
 * One job, from prompt to stored files. Ends completed with its result; failed with an ApplicationFailure whose type
 * is in the failure table and whose detail is the result; or cancelled.
 */
export async function GenVideoWorkflow(request: JobRequest): Promise<JobResult> {
  const { workflowId, startTime } = workflowInfo();
  const record = new JobRecord(workflowId, startTime, request);
  const callbacks = new CallbackListener();
  answerQueries(record);
  takeSignals(record, callbacks);
  const permit = new PermitLine(record);
  try {
    await permit.askWith(() => prepare(record, request));
    await permit.wait();
    record.permit();
    await withinTime(record.remainingMs(), async () => {
      for (const stage of record.plan) await makeStage({ record, callbacks }, stage);
    });
    permit.leave();
    return await finish(record);
  } catch (error) {
    throw await abandon(record, error);
  }
}

/** Checks the input, opens the job's record and asks for its permit, before anything is paid for. */
async function prepare(record: JobRecord, input: JobRequest): Promise<void> {
  const { workflowId: workflow_id, startedAt } = record;
  const started_at = startedAt.toISOString();
  record.prepare(await local.prepareJob({ workflow_id, input, started_at, ask_permit: true }));
}

/** Stores what was made. The providers have ended; what is left costs nobody anything. */
async function finish(record: JobRecord): Promise<JobResult> {
  record.enter('processing', { status: 'running', message: 'Storing the files' });
  const result = await activitiesWithin(Math.max(record.remainingMs(), STORING_GRACE_MS)).finishJob(
    record.toAccount(),
  );
  const asset_url = result.video_url ?? result.image_urls[0] ?? null;
  record.enter('completed', { status: 'completed', message: 'Completed', asset_url });
  record.endedAt = new Date(result.completed_at);
  return result;
}
