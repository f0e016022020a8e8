import type { DetailedProgress, DetailedStatus } from './progress-result';

/** What a job's workflow says of itself holds all that its progress does, and more; the progress may be newer. */
export function toDetailedProgress({
  progress,
  detailed_status: own,
}: Pick<DetailedStatus, 'progress' | 'detailed_status'>): DetailedProgress {
  return { ...own, ...progress };
}
