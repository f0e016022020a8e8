import { CancellationScope, CancelledFailure, isCancellation, sleep } from '@temporalio/workflow';
import { toFailureRule, toRetryDelayMs, type JobError, type Order, type Stage } from '@genvideo/models';
import type { Activities, Knowledge, StageOutcome, StageReport } from '@genvideo/activities';
import { activitiesWithin } from './activity-proxies';
import type { CallbackListener } from './callback-listener';
import type { JobRecord } from './job-record';
import type { ProviderLine } from './provider-line';
import { isPassing, toJobError, toKnowledge } from './to-job-error';

/** How many callbacks may hurry one try: the first may come too early, and forgers get no more. */
const MAX_HURRIES = 2;

/** How often a provider may lose a job's task before that counts as a failure after all. */
const MAX_LOST_TASKS = 10;

/** What an activity may take after the job's time is over, to look a last time and to say what it knows. */
const LAST_WORD_MS = 60_000;

/** A job in the middle of its stages. */
export interface StagedJob {
  record: JobRecord;
  callbacks: CallbackListener;
  providers: ProviderLine;
}

const toTask = ({ prompt, style, width, height, metadata }: Order) => ({
  prompt,
  style,
  width,
  height,
  metadata,
});

function startActivity(
  record: JobRecord,
  stage: Stage,
  left: Knowledge | null,
): ReturnType<Activities['makeImage']> {
  const { makeImage, makeVideo } = activitiesWithin(Math.max(0, record.remainingMs()) + LAST_WORD_MS);
  const { order, plan } = record;
  const { workflow_id, user_id, state, ...closing } = record.toAccount();
  const { priority, num_images, duration, fps } = order;
  const request = {
    workflow_id,
    user_id,
    priority,
    stage,
    attempt: record.running?.attempt ?? 1,
    plan,
    left,
    permit_run_id: record.permitRunId,
    may_park: true,
    state,
    ...(plan.at(-1) === stage && { closing }),
  };
  if (stage === 'image') return makeImage({ ...request, task: { ...toTask(order), num_images } });
  const image_url = record.produced.image?.urls[0] ?? order.image_url;
  if (!image_url) throw new TypeError('A video needs a picture');
  return makeVideo({ ...request, task: { ...toTask(order), image_url, duration, fps } });
}

/** One try of a stage. */
interface TryKey {
  stage: Stage;
  attempt: number;
}

interface Watch {
  stage: Stage;
  /** What an earlier watch of the same try learned. */
  left: Knowledge | null;
  /** Whether a callback may hurry this watch. */
  mayHurry: boolean;
}

/** One watch of a try, which a callback can hurry. Trouble that passes is no more than an interruption then. */
async function watchOnce(job: StagedJob, { stage, left, mayHurry }: Watch): Promise<StageReport> {
  const scope = new CancellationScope();
  const hurry = (): void => {
    if (mayHurry) scope.cancel();
  };
  const { attempt = 1 } = job.record.running ?? {};
  try {
    return await job.callbacks.during({ stage, attempt, hurry }, () =>
      job.providers.during(stage, () => scope.run(() => startActivity(job.record, stage, left))),
    );
  } catch (error) {
    job.record.know(toKnowledge(error));
    if (!scope.consideredCancelled || !(isPassing(error) || isCancellation(error))) throw error;
    return { status: 'interrupted', left: toKnowledge(error) };
  }
}

/**
 * Watches a try to its end, however often it is interrupted by callbacks that come too early, or parked because its
 * provider takes nothing at the moment.
 */
async function watchTry(job: StagedJob, { stage, attempt }: TryKey): Promise<StageOutcome> {
  let left: Knowledge | null = null;
  for (let hurries = 0; ;) {
    const report: StageReport = await watchOnce(job, { stage, left, mayHurry: hurries < MAX_HURRIES });
    if (report.status === 'completed') return report;
    left = report.left;
    job.record.know(left);
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Cancelled on request');
    if (report.status === 'parked') await job.providers.wait(stage, report);
    else hurries += 1;
    job.record.resumeTry({ stage, attempt });
  }
}

/** Whether a stage may be tried again after `failed` tries and `lost` tasks, the latest included. */
function mayTryAgain(error: JobError, count: { failed: number; lost: number }, maxRetries: number): boolean {
  if (error.type === 'ProviderLostTask') return count.lost <= MAX_LOST_TASKS;
  return toFailureRule(error.type).retry === 'new_attempt' && count.failed <= maxRetries;
}

/** Has a stage made by its provider, and made again where that fails, as often as the job's limits allow. */
export async function makeStage(job: StagedJob, stage: Stage): Promise<StageOutcome> {
  const { record } = job;
  const { max_stage_retries } = record.limits;
  const count = { failed: 0, lost: 0 };
  record.enter(stage, { status: 'running', message: `Making the ${stage}` });
  for (let attempt = 1; ; attempt += 1) {
    record.startTry({ stage, attempt });
    try {
      const outcome = await watchTry(job, { stage, attempt });
      record.completeTry(stage, outcome);
      return outcome;
    } catch (error) {
      if (CancellationScope.current().consideredCancelled) throw error;
      const jobError = toJobError(error);
      count[jobError.type === 'ProviderLostTask' ? 'lost' : 'failed'] += 1;
      record.failTry(jobError);
      if (!mayTryAgain(jobError, count, max_stage_retries)) throw error;
      const message = `Trying the ${stage} again (try ${attempt + 1}, ${count.failed} of ${max_stage_retries} retries used)`;
      record.advance({ status: 'retrying', message, error_message: jobError.message });
      await sleep(toRetryDelayMs(attempt));
    }
  }
}
