import { workflowInfo } from '@temporalio/workflow';
import type { FinishedJob } from '@genvideo/activities';
import type { JobKind, JobResult } from '@genvideo/models';
import { abandon } from './abandon';
import { activitiesWithin, local } from './activity-proxies';
import { answerQueries } from './answer-queries';
import { CallbackListener } from './callback-listener';
import { JobRecord } from './job-record';
import { makeStage, type StagedJob } from './make-stage';
import { PermitLine } from './permit-line';
import { ProviderLine } from './provider-line';
import { takeSignals } from './take-signals';
import { withinTime } from './within-time';

const STORING = { status: 'running', message: 'Storing the files' } as const;

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
    const stored = await withinTime(limit, () => makeStages({ record, callbacks, providers }));
    permit.leave();
    if (stored) record.pass('processing', STORING);
    return finish(record, stored ?? (await store(record)));
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

/** Has everything made. Gives the job's result where its last stage has stored the files as well. */
async function makeStages(job: StagedJob): Promise<FinishedJob | null> {
  let stored: FinishedJob | null = null;
  for (const stage of job.record.plan) stored = (await makeStage(job, stage)).finished ?? null;
  return stored;
}

/** Stores what was made. The providers have ended; what is left costs nobody anything. */
function store(record: JobRecord): Promise<FinishedJob> {
  record.enter('processing', STORING);
  const storing = activitiesWithin(Math.max(record.remainingMs(), STORING_GRACE_MS));
  return storing.finishJob(record.toAccount());
}

function finish(record: JobRecord, finished: FinishedJob): JobResult {
  const { note = null, ...result } = finished;
  record.complete(result, note);
  return result;
}
