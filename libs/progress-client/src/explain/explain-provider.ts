import type { Explanation, StageHeartbeat } from '@genvideo/models';
import type { PendingActivity } from '../to-pending-activity';
import { describeMoment, describeSeconds, toAgeSeconds } from './describe-time';
import type { ExplainReadings, Finding } from './explain-readings';
import { toUsualSeconds } from './usual-seconds';

/** A task that takes so many times as long as usual, and longer than a minute, is stuck. */
const STUCK_FACTOR = 3;
const STUCK_LEAST_SECONDS = 60;

/** A worker looks at a task at least that often, in milliseconds, unless the provider asked for a pause. */
const LONGEST_PAUSE_MS = 1_000;

/** A worker is heard of every few seconds at most; the engine gives its work to another after ten. */
const SILENT_WORKER_SECONDS = 5;

type Awaited = NonNullable<Explanation['provider']>;
type Stage = StageHeartbeat['stage'];

/** When the job went on to a stage, as its workflow recorded it; null where that is not known. */
const toStageStart = ({ record }: ExplainReadings, stage: Stage): string | null =>
  record?.progress_history.find(({ step }) => step === stage)?.updated_at ?? null;

const toNextLook = ({ answered_at: at }: StageHeartbeat, now: Date): string | null => {
  if (at === undefined) return null;
  return new Date(Math.max(Date.parse(at) + LONGEST_PAUSE_MS, now.getTime())).toISOString();
};

/** The provider that a job waits for; null before its watch has told anything. */
function toAwaited(readings: ExplainReadings, activity: PendingActivity, heartbeat: StageHeartbeat): Awaited {
  const { described, limiter, outlook, now } = readings;
  const { stage } = heartbeat;
  const holdSeconds = limiter?.mean_hold_seconds ?? outlook?.hold_seconds ?? null;
  const { seconds, measured } = toUsualSeconds(described.stages ?? [stage], stage, holdSeconds);
  return {
    stage,
    try: heartbeat.attempt,
    task_id: heartbeat.task_id,
    submission: heartbeat.submission,
    percent: heartbeat.percent,
    since: toStageStart(readings, stage) ?? activity.started_at?.toISOString() ?? null,
    answered_at: heartbeat.answered_at ?? null,
    next_look_at: toNextLook(heartbeat, now),
    silence: heartbeat.silence ?? null,
    usual_seconds: seconds,
    usual_is_measured: measured,
  };
}

const describeWorker = ({ described, now }: ExplainReadings): string | null => {
  const { last_heartbeat_at: heard } = described;
  const seconds = heard === null ? 0 : toAgeSeconds(heard, now);
  if (seconds < SILENT_WORKER_SECONDS) return null;
  return `the worker that watches it has not been heard of for ${describeSeconds(seconds)}, and another takes over after 10 s`;
};

const describeAnswer = ({ answered_at: answeredAt, percent, silence }: Awaited, now: Date): string => {
  if (silence !== null) {
    const since = answeredAt === null ? '' : ` since ${describeMoment(answeredAt)}`;
    return `it gives no answer${since} (${silence}), and is asked again and again for up to a minute`;
  }
  if (answeredAt === null) return 'it has not answered yet';
  return `${describeSeconds(toAgeSeconds(answeredAt, now))} ago it said ${percent} %, and it is looked at again within a second`;
};

const describeTask = ({ stage, task_id: taskId, try: count }: Awaited): string => {
  const again = count > 1 ? `, try ${count}` : '';
  return taskId === null ? `the ${stage} provider${again}` : `the ${stage} provider (task ${taskId}${again})`;
};

const isStuck = ({ usual_seconds: usual }: Awaited, seconds: number): boolean =>
  seconds > Math.max(STUCK_LEAST_SECONDS, usual * STUCK_FACTOR);

const describeWait = (awaited: Awaited, seconds: number | null): string => {
  if (seconds === null) return '';
  const { usual_seconds: usual, stage } = awaited;
  return `for ${describeSeconds(seconds)} (the ${stage} usually takes ${describeSeconds(usual)})`;
};

const explainStuck = (id: string, awaited: Awaited, seconds: number): Finding => ({
  state: 'stuck',
  sentence: `"${id}" is stuck: it has waited for ${describeTask(awaited)} ${describeWait(awaited, seconds)}; the last it said was ${awaited.percent} %.`,
  since: awaited.since,
  who_acts: 'provider',
  next_step: `See what the provider does with the task; end the job with POST /workflows/${id}/cancel, or leave it to its time limit (JOB_TIMEOUT_SECONDS).`,
  provider: awaited,
});

/** Why a job that has a task at its provider is where it is. */
export function explainProvider(
  readings: ExplainReadings,
  activity: PendingActivity,
  heartbeat: StageHeartbeat,
): Finding {
  const { described, record, now } = readings;
  const { workflow_id: id } = described;
  const awaited = toAwaited(readings, activity, heartbeat);
  const seconds = awaited.since === null ? null : toAgeSeconds(awaited.since, now);
  if (seconds !== null && isStuck(awaited, seconds)) return explainStuck(id, awaited, seconds);
  const reason = record?.error_message ?? null;
  return {
    state: 'waiting_for_provider',
    sentence: `"${id}" has waited for ${describeTask(awaited)} ${describeWait(awaited, seconds)}; ${describeWorker(readings) ?? describeAnswer(awaited, now)}.`,
    since: awaited.since,
    who_acts: 'nobody',
    next_step: null,
    provider: awaited,
    retry:
      awaited.try === 1
        ? null
        : {
            what: awaited.stage,
            try: awaited.try,
            costs_a_submission: true,
            type: null,
            reason,
            next_at: null,
          },
  };
}
