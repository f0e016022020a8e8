import {
  DEFAULT_STAGE_SECONDS,
  describeBatchEnd,
  describeCancelOutcome,
  isTerminal,
  toBatchProgress,
  toCompletedMessage,
  toJobPercent,
  toRemainingSeconds,
  type BatchResult,
  type JobError,
  type JobResult,
  type Progress,
  type ProgressStatus,
  type StageHeartbeat,
  type StagePlan,
  type Step,
} from '@genvideo/models';
import type { JobDescription } from './describe-job';
import { describeOutlook, type QueueOutlook } from './queue-outlook';
import { isClosed, type WorkflowStatus } from './workflow-status';

/** The parts of a description that its progress is made from. */
export type ProgressSource = Pick<
  JobDescription,
  | 'workflow_status'
  | 'close_time'
  | 'start_time'
  | 'percent'
  | 'tags'
  | 'step'
  | 'stages'
  | 'note'
  | 'heartbeats'
  | 'last_heartbeat_at'
  | 'trouble'
> &
  Partial<Pick<JobDescription, 'batch'>>;

export interface ProgressParts {
  described: ProgressSource;
  /** What `get_progress` answered, or null when nobody did. Asked after the description was made. */
  recorded: Progress | null;
  /** How the job ended, when it has ended and that is known. */
  result: JobResult | null;
  /** How a batch ended, when it has ended and that is known; default null. */
  batch?: BatchResult | null;
  /** Why it failed, when that is known; default what the result says. */
  error?: JobError | null;
  /** Where the job stands in the queue, when it waits and that is known; default null. */
  outlook?: QueueOutlook | null;
}

const MESSAGE: Record<Step, string> = {
  pending: 'Waiting to start',
  image: 'Making the image',
  video: 'Making the video',
  processing: 'Storing the files',
  completed: 'Completed',
  failed: 'Failed',
};

/** Without a memo, a video's plan may or may not begin with an image: the lower of the two percents is the safe one. */
const toPlans = ({ stages, tags }: Pick<ProgressSource, 'stages' | 'tags'>): readonly StagePlan[] => {
  if (stages !== null) return [stages];
  return tags.includes('type:image') ? [['image']] : [['image', 'video'], ['video']];
};

const toHeartbeatPercent = (plans: readonly StagePlan[], { stage, percent }: StageHeartbeat): number => {
  const possible = plans.filter((plan) => plan.includes(stage));
  return possible.length === 0 ? 0 : Math.min(...possible.map((plan) => toJobPercent(plan, stage, percent)));
};

/** The percent of the job that the engine knows of: the search attribute, or the stage's own where that is further. */
const toDescribedPercent = (described: ProgressSource): number => {
  const plans = toPlans(described);
  const live = described.heartbeats.map((heartbeat) => toHeartbeatPercent(plans, heartbeat));
  return Math.max(0, described.percent ?? 0, ...live);
};

const toLater = (left: string, right: Date | null): string =>
  right !== null && right.toISOString() > left ? right.toISOString() : left;

const toRunningStatus = (step: Step, heartbeats: readonly StageHeartbeat[]): ProgressStatus => {
  if (step === 'pending') return 'pending';
  return heartbeats.some(({ attempt }) => attempt > 1) ? 'retrying' : 'running';
};

/** What can be said of a running job whose workflow has not been asked, or does not answer. */
const toDescribedProgress = (described: ProgressSource): Progress => {
  const step = described.step ?? described.heartbeats[0]?.stage ?? 'pending';
  return {
    step,
    status: toRunningStatus(step, described.heartbeats),
    percent: 0,
    message: MESSAGE[step],
    error_message: null,
    asset_url: null,
    estimated_completion: null,
    updated_at: described.start_time.toISOString(),
  };
};

/** What a job needs from its permit on, in seconds: as long as others held theirs, or what is usual. */
const toJobSeconds = (described: ProgressSource, { hold_seconds: hold }: QueueOutlook): number => {
  const [plan = []] = toPlans(described);
  const [stage = 'video'] = plan;
  return hold ?? toRemainingSeconds(plan, DEFAULT_STAGE_SECONDS, { stage, stagePercent: 0 });
};

const toWaitingProgress = (
  described: ProgressSource,
  outlook: QueueOutlook,
): Pick<Progress, 'message' | 'estimated_completion'> => {
  const { starts_at: startsAt } = outlook;
  const endsAtMs = (startsAt?.getTime() ?? 0) + toJobSeconds(described, outlook) * 1_000;
  return {
    message: describeOutlook(outlook),
    estimated_completion: startsAt === null ? null : new Date(endsAtMs).toISOString(),
  };
};

const toActivity = ({ tags }: ProgressSource, step: Step): string =>
  tags.includes('type:batch') ? 'Working on the items' : MESSAGE[step];

/** A batch's own record moves now and then; what it tells the engine is younger. */
const toBatchChange = ({ batch, last_heartbeat_at: at, start_time: start }: ProgressSource) =>
  batch ? toBatchProgress(batch, at ?? start) : {};

const toRunningProgress = ({ described, recorded, outlook = null }: ProgressParts): Progress => {
  const base = { ...(recorded ?? toDescribedProgress(described)), ...toBatchChange(described) };
  const { trouble } = described;
  return {
    ...base,
    ...(base.step === 'pending' && outlook !== null ? toWaitingProgress(described, outlook) : {}),
    ...(trouble === null
      ? {}
      : {
          status: 'retrying',
          message: `${toActivity(described, base.step)}: trying again`,
          error_message: trouble,
        }),
    percent: Math.max(base.percent, recorded?.percent ?? 0, toDescribedPercent(described)),
    updated_at: toLater(base.updated_at, described.last_heartbeat_at),
  };
};

type EndStatus = JobResult['status'];

/** How a job ended, when only the engine can tell. A termination is somebody's decision, as a cancel is. */
export function toEndStatus(status: WorkflowStatus): EndStatus {
  if (status === 'COMPLETED') return 'completed';
  return status === 'CANCELED' || status === 'TERMINATED' ? 'cancelled' : 'failed';
}

const toEndTime = ({ close_time: closeTime, start_time: startTime }: ProgressSource): string =>
  (closeTime ?? startTime).toISOString();

const END_MESSAGE: Partial<Record<WorkflowStatus, string>> = {
  CANCELED: 'Cancelled',
  TERMINATED: 'Terminated',
  TIMED_OUT: 'Timed out',
};

const toCompletedProgress = ({ described, recorded, result, batch }: ProgressParts): Progress => ({
  step: 'completed',
  status: 'completed',
  percent: 100,
  message: batch ? describeBatchEnd(batch) : toCompletedMessage(described.note),
  error_message: null,
  asset_url: result?.video_url ?? result?.image_urls[0] ?? batch?.results_url ?? recorded?.asset_url ?? null,
  estimated_completion: null,
  updated_at: toEndTime(described),
});

/** What became of a job's task at its provider, where that is more than nothing; later news first. */
const describeTask = ({ cancel_outcome, late }: JobResult): string =>
  late !== null && late.state !== 'awaited'
    ? `. ${late.message}`
    : cancel_outcome === null
      ? ''
      : `. ${describeCancelOutcome(cancel_outcome)}`;

const toEndMessage = ({ described, batch, result }: ProgressParts): string => {
  const how = END_MESSAGE[described.workflow_status] ?? MESSAGE.failed;
  if (batch) return `${how}: ${describeBatchEnd(batch)}`;
  return result === null ? how : `${how}${describeTask(result)}`;
};

/** Why a job or a batch did not complete, as far as that is known. */
const toErrorMessage = ({ error, result, recorded }: ProgressParts): string | null =>
  (error === undefined ? result?.error : error)?.message ?? recorded?.error_message ?? null;

/** What there is to see of what did not complete. */
const toUnfinishedUrl = ({ recorded, result, batch }: ProgressParts): string | null =>
  batch?.results_url ?? result?.late?.assets.at(-1)?.url ?? recorded?.asset_url ?? null;

const toUnfinishedProgress = (status: EndStatus, parts: ProgressParts): Progress => {
  const { described, recorded } = parts;
  const message = toEndMessage(parts);
  return {
    step: 'failed',
    status,
    percent: Math.max(recorded?.percent ?? 0, toDescribedPercent(described)),
    message,
    error_message: toErrorMessage(parts) ?? message,
    asset_url: toUnfinishedUrl(parts),
    estimated_completion: null,
    updated_at: toEndTime(described),
  };
};

const toEndProgress = (parts: ProgressParts): Progress => {
  const status = parts.result?.status ?? toEndStatus(parts.described.workflow_status);
  return status === 'completed' ? toCompletedProgress(parts) : toUnfinishedProgress(status, parts);
};

/**
 * One progress out of what the engine describes and what the workflow answers: the larger percent, the later time,
 * and an end wins over everything.
 */
export function mergeProgress(parts: ProgressParts): Progress {
  if (isClosed(parts.described.workflow_status)) return toEndProgress(parts);
  if (parts.recorded !== null && isTerminal(parts.recorded)) return parts.recorded;
  return toRunningProgress(parts);
}
