import type { LimiterQueue } from './schemas/limiter';
import { DEFAULT_STAGE_SECONDS } from './stage-estimate';

/** Where a job stands in the queue: `place` counts from 1; `starts_in_seconds` is null while the limiter is paused. */
export interface QueueEstimate {
  place: number;
  of: number;
  starts_in_seconds: number | null;
}

/** What a job holds its permit for before anything has been measured, in seconds. */
const ASSUMED_HOLD_SECONDS = DEFAULT_STAGE_SECONDS.image + DEFAULT_STAGE_SECONDS.video;

/** The place of a waiting job and when it is likely to begin; null when it does not wait. */
export function toQueueEstimate(queue: LimiterQueue, workflowId: string): QueueEstimate | null {
  const index = queue.waiting.indexOf(workflowId);
  if (index < 0) return null;
  const place = index + 1;
  const hold = queue.mean_hold_seconds ?? ASSUMED_HOLD_SECONDS;
  const free = Math.max(0, queue.capacity - queue.held);
  // Permits come back one after the other, spread over the time that jobs hold them.
  const starts_in_seconds = queue.paused ? null : (Math.max(0, place - free) * hold) / queue.capacity;
  return { place, of: queue.waiting.length, starts_in_seconds };
}
