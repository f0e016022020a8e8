import { isFailureType, toFailureRule, toRetryDelayMs, type Explanation } from '@genvideo/models';
import type { PendingActivity } from '../to-pending-activity';
import { describeMoment } from './describe-time';
import type { ExplainReadings, Finding } from './explain-readings';

type Retry = NonNullable<Explanation['retry']>;

const WORDS: Record<Retry['what'], string> = {
  image: 'make its image',
  video: 'make its video',
  storing: 'store its files',
  cleaning_up: 'clean up',
  batch: 'work on its items',
  workflow: 'go on',
};

const describeNext = ({ next_at: nextAt }: Retry, now: Date): string => {
  if (nextAt === null || Date.parse(nextAt) <= now.getTime()) return 'it is under way';
  return `it begins at ${describeMoment(nextAt)}`;
};

const toFinding = ({ described, now }: ExplainReadings, retry: Retry, since: Date | null): Finding => {
  const { what, type } = retry;
  const actor = isFailureType(type) ? toFailureRule(type).actor : 'nobody';
  const cost = retry.costs_a_submission ? 'a new submission' : 'which costs no new submission';
  const reason = (retry.reason ?? 'no reason given').replace(/\.$/, '');
  return {
    state: 'retrying',
    sentence: `"${described.workflow_id}" tries again to ${WORDS[what]} (try ${retry.try}, ${cost}); ${describeNext(retry, now)}. The last trouble was: ${reason}.`,
    since: since?.toISOString() ?? null,
    who_acts: actor,
    next_step: actor === 'operator' ? 'Mend what the message names; the job then goes on by itself.' : null,
    retry,
  };
};

/** Why an activity of a job is tried again by the engine: under the same submission, so it costs nothing. */
export function explainRun(
  readings: ExplainReadings,
  activity: PendingActivity,
  what: Retry['what'],
): Finding {
  const { last_failure: failure, run, next_run_at: nextRunAt, started_at: startedAt, state } = activity;
  const retry: Retry = {
    what,
    try: run,
    costs_a_submission: false,
    type: failure?.type ?? null,
    reason: failure?.message ?? null,
    next_at: state === 'running' ? null : (nextRunAt?.toISOString() ?? null),
  };
  return toFinding(readings, retry, startedAt);
}

/**
 * Why a job waits until a stage may be tried anew, which is a new paid submission; null when it does not, or nobody
 * answers for it.
 */
export function explainNewTry(readings: ExplainReadings): Finding | null {
  const { record } = readings;
  if (record?.status !== 'retrying' || (record.step !== 'image' && record.step !== 'video')) return null;
  const failed = record.progress_history.filter(
    ({ step, status }) => step === record.step && status === 'retrying',
  ).length;
  const since = new Date(record.updated_at);
  const retry: Retry = {
    what: record.step,
    try: failed + 1,
    costs_a_submission: true,
    type: null,
    reason: record.error_message,
    next_at: new Date(since.getTime() + toRetryDelayMs(Math.max(1, failed))).toISOString(),
  };
  return toFinding(readings, retry, since);
}
