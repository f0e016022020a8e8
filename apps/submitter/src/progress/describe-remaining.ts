import { isTerminal, type Progress } from '@genvideo/models';
import { formatSeconds } from '../format-seconds';

/** How long a job takes yet, `12 s left`; null when that is not known or over. */
export function describeRemaining(progress: Progress, nowMs: number): string | null {
  if (progress.estimated_completion === null || isTerminal(progress)) return null;
  const seconds = (Date.parse(progress.estimated_completion) - nowMs) / 1_000;
  return seconds < 0.5 ? null : `${formatSeconds(seconds)} left`;
}
