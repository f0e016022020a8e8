import type { Explanation } from '@genvideo/models';
import type { PendingActivity } from '../to-pending-activity';
import { describeSeconds, toAgeSeconds } from './describe-time';
import { explainProvider } from './explain-provider';
import type { ExplainReadings, Finding } from './explain-readings';
import { explainNewTry, explainRun } from './explain-retry';

type What = NonNullable<Explanation['retry']>['what'];

/** The activities of a job, and what each is about. */
const WHAT: Readonly<Record<string, What>> = {
  makeImage: 'image',
  makeVideo: 'video',
  finishJob: 'storing',
  abandonJob: 'cleaning_up',
  openBatch: 'batch',
  runBatch: 'batch',
  retryFailedItems: 'batch',
  finishBatch: 'storing',
};

/** A workflow task that was begun more often than this fails for a reason of its own, not because a worker left. */
const BEARABLE_TASK_ATTEMPTS = 2;

const explainBrokenCode = ({ described, progress }: ExplainReadings): Finding => ({
  state: 'stuck',
  sentence: `"${described.workflow_id}" is stuck: the code of its workflow fails, ${described.task_attempt - 1} times by now, and is tried again and again.`,
  since: progress.updated_at,
  who_acts: 'operator',
  next_step:
    "Look for its id in the workers' logs: it is a bug, or a worker of another version. Once that is mended the job goes on by itself.",
  retry: {
    what: 'workflow',
    try: described.task_attempt,
    costs_a_submission: false,
    type: null,
    reason: null,
    next_at: null,
  },
});

/** The engine gives the work to a worker again; where the present run has told something, the trouble is over. */
const isTriedAgain = ({
  last_failure: failure,
  state,
  last_heartbeat_at: heard,
  started_at: begun,
}: PendingActivity): boolean =>
  failure !== null && (state !== 'running' || (heard?.getTime() ?? 0) < (begun?.getTime() ?? Infinity));

const explainStep = (
  { described, now }: ExplainReadings,
  activity: PendingActivity,
  { state, words }: { state: Finding['state']; words: string },
): Finding => {
  const begun = activity.started_at ?? activity.next_run_at;
  const length = begun === null ? '' : `, for ${describeSeconds(toAgeSeconds(begun, now))} by now`;
  return {
    state,
    sentence: `"${described.workflow_id}" ${words}${length}.`,
    since: begun?.toISOString() ?? null,
    who_acts: 'nobody',
    next_step: null,
  };
};

const STEPS: Record<What, { state: Finding['state']; words: string }> = {
  image: { state: 'starting', words: 'hands its image to the provider' },
  video: { state: 'starting', words: 'hands its video to the provider' },
  storing: { state: 'storing', words: 'stores its files; the providers have ended' },
  cleaning_up: { state: 'cleaning_up', words: 'ends: it stops its task at the provider and cleans up' },
  batch: { state: 'running', words: 'begins to work on its items' },
  workflow: { state: 'running', words: 'goes on' },
};

const explainActivity = (readings: ExplainReadings, activity: PendingActivity, what: What): Finding => {
  const { described } = readings;
  if (isTriedAgain(activity)) return explainRun(readings, activity, what);
  const heartbeat = described.heartbeats.find(({ stage }) => stage === what);
  return heartbeat === undefined
    ? explainStep(readings, activity, STEPS[what])
    : explainProvider(readings, activity, heartbeat);
};

/** What a job that is under way waits for; null when that cannot be told. */
export function explainWork(readings: ExplainReadings): Finding | null {
  const { described } = readings;
  if (described.task_attempt > BEARABLE_TASK_ATTEMPTS) return explainBrokenCode(readings);
  for (const activity of described.pending) {
    const what = WHAT[activity.name];
    if (what !== undefined) return explainActivity(readings, activity, what);
  }
  return explainNewTry(readings);
}
