import type { JobResult, Progress } from '@genvideo/models';
import type { PlannedJob } from './plan-submissions';

/** How a job ended. `refused`: it was never started; `lost`: the engine no longer knows it. */
export interface JobEnd {
  status: JobResult['status'] | 'refused' | 'lost';
  result: JobResult | null;
  /** Why it did not complete, in words. */
  reason: string | null;
}

/** A job of the batch as far as it is known here. */
export interface FollowedJob {
  readonly planned: PlannedJob;
  /** Null until it has been submitted; false when it was there already. */
  created: boolean | null;
  progress: Progress | null;
  end: JobEnd | null;
  /** When the engine was last asked, in milliseconds since 1970. */
  lookedAt: number;
}

export function createFollowedJob(planned: PlannedJob): FollowedJob {
  return { planned, created: null, progress: null, end: null, lookedAt: 0 };
}

/** Percent of the whole job; what has ended has nothing left to do. */
export function toPercent({ end, progress }: FollowedJob): number {
  return end === null ? (progress?.percent ?? 0) : 100;
}

/** Whether a job is being worked on, as far as is known. */
export function isRunning({ end, progress }: FollowedJob): boolean {
  return end === null && progress !== null && progress.status !== 'pending';
}
