import { workflowInfo } from '@temporalio/workflow';
import type { JobKind, JobResult } from '@genvideo/models';
import { abandon } from './abandon';
import { activitiesWithin, local } from './activity-proxies';
import { answerQueries } from './answer-queries';
import { CallbackListener } from './callback-listener';
import { JobRecord } from './job-record';
import { makeStage } from './make-stage';
import { PermitLine } from './permit-line';
import { ProviderLine } from './provider-line';
import { takeSignals } from './take-signals';
import { withinTime } from './within-time';

/** What storing may take at least, even when the job's time is over: what is paid for is kept. */
const STORING_GRACE_MS = 5 * 60_000;

/**
 * The story of every job, from prompt to stored files, whatever the shape it was asked for in. Ends completed with its
 * result; failed with an ApplicationFailure whose type is in the failure table and whose detail is the result; or
 * cancelled.
 * @param request as it was handed in: anything may call itself a request
 */
export async function runJob(kind: JobKind, request: unknown): Promise<JobResult> {
  const { workflowId, startTime } = workflowInfo();
  const record = new JobRecord(workflowId, startTime, request);
  const callbacks = new CallbackListener();
  answerQueries(record);
  takeSignals(record, callbacks);
  const providers = new ProviderLine(record);
  const permit = new PermitLine(record, providers);
  try {
    await permit.askWith(() => prepare(record, { kind, input: request }));
    await permit.wait();
    record.permit();
    const limit = { remainingMs: record.remainingMs(), describe: () => providers.waitsFor };
    await withinTime(limit, async () => {
      for (const stage of record.plan) await makeStage({ record, callbacks, providers }, stage);
    });
    permit.leave();
    return await finish(record);
  } catch (error) {
    throw await abandon(record, error);
  }
}

/** Checks the input, opens the job's record and asks for its permit, before anything is paid for. */
async function prepare(record: JobRecord, asked: { kind: JobKind; input: unknown }): Promise<void> {
  const { workflowId: workflow_id, startedAt } = record;
  const started_at = startedAt.toISOString();
  record.prepare(await local.prepareJob({ ...asked, workflow_id, started_at, ask_permit: true }));
}

/** Stores what was made. The providers have ended; what is left costs nobody anything. */
async function finish(record: JobRecord): Promise<JobResult> {
  record.enter('processing', { status: 'running', message: 'Storing the files' });
  const storing = activitiesWithin(Math.max(record.remainingMs(), STORING_GRACE_MS));
  const { note = null, ...result } = await storing.finishJob(record.toAccount());
  record.complete(result, note);
  return result;
}
