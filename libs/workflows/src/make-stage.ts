import { ApplicationFailure, CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { toFailureRule, type JobError, type Stage } from '@genvideo/models';
import type { Activities, StageOutcome } from '@genvideo/activities';
import { activitiesWithin } from './activity-proxies';
import type { CallbackListener } from './callback-listener';
import type { JobRecord } from './job-record';
import { toJobError } from './to-job-error';
import { toRetryDelayMs } from './retry-delay';

/** How many callbacks may hurry one try: the first may come too early, and forgers get no more. */
const MAX_HURRIES = 2;

/** How often a provider may lose a job's task before that counts as a failure after all. */
const MAX_LOST_TASKS = 10;

/** A job in the middle of its stages. */
export interface StagedJob {
  record: JobRecord;
  callbacks: CallbackListener;
}

const toTask = ({ prompt, style, width, height, metadata }: JobRecord['input']) => ({
  prompt,
  style,
  width,
  height,
  metadata,
});

const outOfTime = (): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'TimedOut',
    message: 'The job ran out of time (JOB_TIMEOUT_SECONDS)',
    nonRetryable: true,
  });

function startActivity(
  record: JobRecord,
  stage: Stage,
  attempt: number,
): ReturnType<Activities['makeImage']> {
  const remainingMs = record.remainingMs();
  if (remainingMs <= 0) throw outOfTime();
  const { makeImage, makeVideo } = activitiesWithin(remainingMs);
  const { workflowId, input, plan } = record;
  const request = {
    workflow_id: workflowId,
    user_id: input.user_id,
    priority: input.priority,
    stage,
    attempt,
    plan,
    permit_run_id: record.permitRunId,
    state: record.toState(),
  };
  if (stage === 'image') return makeImage({ ...request, task: toTask(input) });
  const image_url = record.produced.image?.urls[0] ?? input.image_url;
  if (!image_url) throw new TypeError('A video needs a picture');
  return makeVideo({ ...request, task: { ...toTask(input), image_url, duration: input.duration } });
}

/** Watches one try to its end. A callback interrupts the watch, which then looks at the provider at once. */
async function watchTry(job: StagedJob, stage: Stage, attempt: number): Promise<StageOutcome> {
  for (let hurries = 0; ; hurries += 1) {
    const scope = new CancellationScope();
    const hurry = (): void => {
      if (hurries < MAX_HURRIES) scope.cancel();
    };
    try {
      const run = () => scope.run(() => startActivity(job.record, stage, attempt));
      return await job.callbacks.during({ stage, attempt, hurry }, run);
    } catch (error) {
      const hurriedInVain = isCancellation(error) && !CancellationScope.current().consideredCancelled;
      if (!hurriedInVain) throw error;
    }
  }
}

/** Whether a stage may be tried again after `failed` tries and `lost` tasks, the latest included. */
function mayTryAgain(error: JobError, count: { failed: number; lost: number }, maxRetries: number): boolean {
  if (error.type === 'ProviderLostTask') return count.lost <= MAX_LOST_TASKS;
  return toFailureRule(error.type).retry === 'new_attempt' && count.failed <= maxRetries;
}

/** Has a stage made by its provider, and made again where that fails, as often as the job's limits allow. */
export async function makeStage(job: StagedJob, stage: Stage): Promise<void> {
  const { record } = job;
  const { max_stage_retries } = record.limits;
  const count = { failed: 0, lost: 0 };
  record.enter(stage, { status: 'running', message: `Making the ${stage}` });
  for (let attempt = 1; ; attempt += 1) {
    record.startTry({ stage, attempt });
    try {
      record.completeTry(stage, await watchTry(job, stage, attempt));
      return;
    } catch (error) {
      if (isCancellation(error)) throw error;
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
