import { toQueueEstimate, type LimiterQueue, type QueueEstimate } from '@genvideo/models';

/** Where a waiting job stands, with the moment at which it is likely to begin. */
export interface QueueOutlook extends QueueEstimate {
  /** Null while the limiter is paused. */
  starts_at: Date | null;
  /** What jobs hold their permits for lately; null before anything has been measured. */
  hold_seconds: number | null;
}

/** The outlook of a waiting job; null when it does not wait. */
export function toQueueOutlook(queue: LimiterQueue, workflowId: string, now: Date): QueueOutlook | null {
  const estimate = toQueueEstimate(queue, workflowId);
  if (estimate === null) return null;
  const { starts_in_seconds: seconds } = estimate;
  const starts_at = seconds === null ? null : new Date(now.getTime() + seconds * 1_000);
  return { ...estimate, starts_at, hold_seconds: queue.mean_hold_seconds };
}

const isSameQueue = (left: QueueOutlook, right: QueueOutlook): boolean =>
  left.place === right.place &&
  left.of === right.of &&
  left.starts_in_seconds === right.starts_in_seconds &&
  left.hold_seconds === right.hold_seconds;

/**
 * The later of two outlooks. Where nothing has changed in the queue, the job is still expected when it was before, so
 * that the moment does not move on with the clock.
 */
export function refreshOutlook(
  last: QueueOutlook | null,
  next: QueueOutlook | null,
  now: Date,
): QueueOutlook | null {
  if (last === null || next === null || !isSameQueue(last, next)) return next;
  return last.starts_at === null || last.starts_at > now ? last : next;
}

/** The outlook in words. */
export function describeOutlook({ place, of, starts_at: startsAt }: QueueOutlook): string {
  const start =
    startsAt === null
      ? 'the limiter is paused'
      : `expected to start at ${startsAt.toISOString().slice(0, 19)}Z`;
  return `Waiting for a permit: place ${place} of ${of}, ${start}`;
}
