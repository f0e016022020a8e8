import { toFailureRule, type Explanation, type JobError } from '@genvideo/models';
import { describeMoment, describeSeconds } from './describe-time';
import type { ExplainReadings, Finding } from './explain-readings';
import { toFailureAdvice } from './failure-advice';

const toError = ({ error, progress }: ExplainReadings): JobError =>
  error ?? { type: 'ContractViolation', message: progress.error_message ?? 'It left no reason' };

/** The heading that docs/failures.md has for the type. */
const toDocs = (type: JobError['type']): string => `docs/failures.md#${type.toLowerCase()}`;

const toFailure = ({ type, message }: JobError): NonNullable<Explanation['failure']> => ({
  type,
  message,
  who_acts: toFailureRule(type).actor,
  docs: toDocs(type),
});

const explainCompleted = ({ described, progress, result }: ExplainReadings, endedAt: Date): Finding => {
  const seconds = result === null ? null : result.queue_time + result.processing_time;
  const after = seconds === null ? '' : ` after ${describeSeconds(seconds)}`;
  // A job's own message says no more; that of a batch, or of one that was made otherwise than asked for, does.
  const more = progress.message.replace(/^Completed(?:\. |$)/, '');
  const how = more === '' ? '' : ` (${more})`;
  const file = progress.asset_url === null ? '' : `: ${progress.asset_url}`;
  return {
    state: 'completed',
    sentence: `"${described.workflow_id}" completed at ${describeMoment(endedAt)}${after}${how}${file}`,
    since: endedAt.toISOString(),
    who_acts: 'nobody',
    next_step: null,
  };
};

const ENDED_FROM_OUTSIDE = {
  CANCELED: { state: 'cancelled', words: 'was cancelled' },
  TERMINATED: { state: 'terminated', words: 'was terminated' },
} as const;

const withoutFullStop = (text: string): string => text.replace(/\.$/, '');

/** What came after the end. */
const describeLate = ({ result }: ExplainReadings): string =>
  result?.late && result.late.state !== 'awaited' ? ` ${result.late.message}` : '';

const explainOutside = (readings: ExplainReadings, endedAt: Date): Finding => {
  const { described, error } = readings;
  const { state, words } =
    described.workflow_status === 'TERMINATED' ? ENDED_FROM_OUTSIDE.TERMINATED : ENDED_FROM_OUTSIDE.CANCELED;
  const reason = error === null ? '' : `: ${withoutFullStop(error.message)}`;
  return {
    state,
    sentence: `"${described.workflow_id}" ${words} at ${describeMoment(endedAt)}${reason}.${describeLate(readings)}`,
    since: endedAt.toISOString(),
    who_acts: 'nobody',
    next_step: 'To run it again, submit it under a new id.',
    failure: error && toFailure(error),
  };
};

const explainFailed = (readings: ExplainReadings, endedAt: Date): Finding => {
  const { described } = readings;
  const error = toError(readings);
  const { actor } = toFailureRule(error.type);
  const byEngine = described.workflow_status === 'TIMED_OUT';
  return {
    state: byEngine ? 'timed_out' : 'failed',
    sentence: `"${described.workflow_id}" ${byEngine ? 'was ended by the engine, out of time,' : 'failed'} at ${describeMoment(endedAt)} (${error.type}): ${error.message}${describeLate(readings)}`,
    since: endedAt.toISOString(),
    who_acts: actor,
    next_step: toFailureAdvice(error.type),
    failure: toFailure(error),
  };
};

/** How a job ended, why, and who has to act. */
export function explainEnd(readings: ExplainReadings): Finding {
  const { described, result } = readings;
  const endedAt = described.close_time ?? described.start_time;
  if (described.workflow_status === 'COMPLETED') return explainCompleted(readings, endedAt);
  const outside = described.workflow_status === 'CANCELED' || described.workflow_status === 'TERMINATED';
  return outside || result?.status === 'cancelled'
    ? explainOutside(readings, endedAt)
    : explainFailed(readings, endedAt);
}
