import { useEffect } from 'preact/hooks';
import type { JobsEvent } from '@genvideo/progress-client';
import { followJob, getLiveJob } from './live-jobs';

/** Follows a job while it is shown; null until something was heard. */
export function useLiveJob(id: string): JobsEvent | null {
  useEffect(() => followJob(id), [id]);
  return getLiveJob(id).value;
}
