import type { BatchCounts, BatchPulse } from './schemas/batch';
import type { Progress } from './schemas/progress';

/** A batch that runs is not done, however few items are left. */
const MOST_PERCENT = 99;

/** How many items of a batch have come to an end, whichever. */
export function toEndedItems({ completed, failed, cancelled }: BatchCounts): number {
  return completed + failed + cancelled;
}

const group = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');

const toRate = (perMinute: number): string =>
  perMinute >= 120 ? `${(perMinute / 60).toFixed(1)} a second` : `${perMinute.toFixed(1)} a minute`;

const toDuration = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
};

/** What is left of a batch at its present rate, in seconds; null while nobody can tell. */
function toSecondsLeft(pulse: BatchPulse): number | null {
  if (pulse.paused || !pulse.per_minute) return null;
  return ((pulse.total - toEndedItems(pulse)) / pulse.per_minute) * 60;
}

/** `412 of 1,000 done (3 failed), 50 running, 9.8 a minute, about 60 min left` */
function describePulse(pulse: BatchPulse): string {
  const { total, failed, cancelled, running, paused, per_minute: perMinute } = pulse;
  const bad = [
    ...(failed > 0 ? [`${group(failed)} failed`] : []),
    ...(cancelled > 0 ? [`${group(cancelled)} cancelled`] : []),
  ];
  const left = toSecondsLeft(pulse);
  return [
    `${paused ? 'Paused: ' : ''}${group(toEndedItems(pulse))} of ${group(total)} done${bad.length > 0 ? ` (${bad.join(', ')})` : ''}`,
    `${group(running)} running`,
    ...(perMinute ? [toRate(perMinute)] : []),
    ...(left === null ? [] : [`about ${toDuration(left)} left`]),
  ].join(', ');
}

/** How far a batch that runs is, as a change of its progress. */
export function toBatchProgress(pulse: BatchPulse, at: Date): Partial<Omit<Progress, 'updated_at'>> {
  const left = toSecondsLeft(pulse);
  const percent = pulse.total === 0 ? 0 : Math.floor((100 * toEndedItems(pulse)) / pulse.total);
  return {
    step: 'processing',
    status: 'running',
    percent: Math.min(MOST_PERCENT, percent),
    message: describePulse(pulse),
    error_message: null,
    estimated_completion: left === null ? null : new Date(at.getTime() + left * 1_000).toISOString(),
  };
}

/** How a batch ended, in one line: `95 of 100 completed, 3 failed, 2 cancelled` */
export function describeBatchEnd({
  total,
  completed,
  failed,
  cancelled,
}: Omit<BatchCounts, 'running'>): string {
  return [
    `${group(completed)} of ${group(total)} completed`,
    ...(failed > 0 ? [`${group(failed)} failed`] : []),
    ...(cancelled > 0 ? [`${group(cancelled)} cancelled`] : []),
  ].join(', ');
}
