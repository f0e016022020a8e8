import type { JobInput } from './schemas/job-input';
import type { Step } from './schemas/progress';

/** The values of the search attribute `CustomTag` for a job at a step. */
export function toSearchTags(job: Pick<JobInput, 'user_id' | 'style' | 'job_type'>, step: Step): string[] {
  return [`user:${job.user_id}`, `style:${job.style}`, `type:${job.job_type}`, `step:${step}`];
}
