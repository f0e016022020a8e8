import type { Progress } from '@genvideo/models';
import type { BatchTally } from './batch-tally';
import type { FollowedJob } from './followed-job';
import { formatSeconds } from './format-seconds';

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** `20 jobs` or `1 job`. */
export function describeJobCount(count: number): string {
  return plural(count, 'job');
}

/** What a message says after its first sentence. */
const toMore = (message: string): string => /\. (.+)$/s.exec(message)?.[1] ?? '';

/** What is being done for a job, and why again. A reason that says all that the message does stands alone. */
export function describeProgress({ message, error_message: reason }: Progress): string {
  if (reason === null) return message;
  const more = toMore(message);
  return more !== '' && reason.includes(more) ? reason : `${message} (${reason})`;
}

/** How a job ended, in one line, without its id. */
export function describeEnd({ end }: FollowedJob): string {
  if (end === null) return 'still running';
  if (end.status === 'completed') {
    return end.result === null ? 'completed' : `completed in ${formatSeconds(end.result.processing_time)}`;
  }
  return end.reason === null ? end.status : `${end.status}: ${end.reason}`;
}

/** The totals of a batch in one line: counts, rate, remaining time. */
export function describeTally(tally: BatchTally): string {
  const parts = [`${tally.completed} of ${tally.total} completed`];
  if (tally.unsuccessful > 0) parts.push(`${tally.unsuccessful} not`);
  if (tally.running > 0) parts.push(`${tally.running} running`);
  if (tally.waiting > 0) parts.push(`${tally.waiting} waiting`);
  if (tally.submitted < tally.total) parts.push(`${tally.total - tally.submitted} to submit`);
  if (tally.jobsPerMinute !== null) parts.push(`${tally.jobsPerMinute.toFixed(1)}/min`);
  if (tally.remainingSeconds !== null && tally.remainingSeconds > 0)
    parts.push(`${formatSeconds(tally.remainingSeconds)} left`);
  return parts.join(', ');
}
