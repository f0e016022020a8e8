import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Activities, StageReport, StageRequest } from '@genvideo/activities';
import { toOrder } from '@genvideo/models';
import type { BatchMeter } from './batch-meter';
import type { JobMeter, JobTypeLabel } from './job-meter';
import type { NoticeMeter } from './notice-meter';
import type { StageMeter } from './stage-meter';

/** What activities are counted with. */
export interface ActivityMeters {
  jobs: JobMeter;
  stages: StageMeter;
  notices: NoticeMeter;
  batches: BatchMeter;
}

const toTypeLabel = (type: unknown): JobTypeLabel =>
  type === 'image' || type === 'video' ? type : 'unknown';

const failureOf = (error: unknown): string | null =>
  error instanceof ApplicationFailure ? (error.type ?? null) : null;

const isFinal = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.nonRetryable === true;

/** What came before this run of a stage: nothing, a run of the same try, or another try. */
function countRetry({ stage, attempt, left }: StageRequest<unknown>, stages: StageMeter): void {
  if (Context.current().info.attempt > 1) stages.retried(stage, 'same_submission');
  // With something left behind it goes on after an interruption, which is no retry.
  else if (attempt > 1 && left === null) stages.retried(stage, 'new_submission');
}

async function measureStage<Task>(
  request: StageRequest<Task>,
  run: (request: StageRequest<Task>) => Promise<StageReport>,
  { stages, jobs }: Pick<ActivityMeters, 'stages' | 'jobs'>,
): Promise<StageReport> {
  countRetry(request, stages);
  const ended = stages.started(request.stage);
  try {
    const report = await run(request);
    ended({ outcome: report.status });
    if (report.status === 'completed' && report.finished)
      jobs.ended(toTypeLabel(request.state.job_input['job_type']), report.finished);
    return report;
  } catch (error) {
    const hurried = Context.current().cancellationSignal.aborted;
    ended(hurried ? { outcome: 'interrupted' } : { outcome: 'failed', failure: failureOf(error) });
    throw error;
  }
}

const measureBatches = (
  activities: Activities,
  batches: BatchMeter,
): Pick<Activities, 'openBatch' | 'finishBatch'> => ({
  async openBatch(request) {
    const opened = await activities.openBatch(request);
    batches.submitted();
    return opened;
  },
  async finishBatch(request) {
    const result = await activities.finishBatch(request);
    batches.ended(request.end.status);
    return result;
  },
});

/**
 * The same activities, counted. A job's end is counted when its last activity gives its answer, so one whose answer
 * gets lost on the way to the engine counts twice.
 */
export function measureActivities(
  activities: Activities,
  { jobs, stages, notices, batches }: ActivityMeters,
): Activities {
  return {
    ...activities,
    ...measureBatches(activities, batches),
    async prepareJob(request) {
      try {
        const prepared = await activities.prepareJob(request);
        jobs.submitted(toTypeLabel(toOrder(prepared.input).job_type));
        return prepared;
      } catch (error) {
        if (isFinal(error)) jobs.submitted('unknown');
        throw error;
      }
    },
    makeImage: (request) => measureStage(request, (each) => activities.makeImage(each), { stages, jobs }),
    makeVideo: (request) => measureStage(request, (each) => activities.makeVideo(each), { stages, jobs }),
    async finishJob(account) {
      const result = await activities.finishJob(account);
      jobs.ended(toTypeLabel(account.state.job_input['job_type']), result);
      return result;
    },
    async abandonJob(request) {
      const result = await activities.abandonJob(request);
      jobs.ended(toTypeLabel(request.state.job_input['job_type']), result);
      return result;
    },
    async awaitLateResult(request) {
      const result = await activities.awaitLateResult(request);
      if (result?.late) jobs.cameLate(result.late.state);
      return result;
    },
    async deliverNotice(notice) {
      try {
        const outcome = await activities.deliverNotice(notice);
        notices.attempted(notice.channel, 'delivered');
        return outcome;
      } catch (error) {
        notices.attempted(notice.channel, isFinal(error) ? 'refused' : 'failed');
        throw error;
      }
    },
    async reconcilePermits(holders) {
      const ended = await activities.reconcilePermits(holders);
      jobs.reclaimed(ended.filter((id) => holders.workflow_ids.includes(id)).length);
      return ended;
    },
  };
}
