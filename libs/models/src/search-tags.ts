import type { JobInput } from './schemas/job-input';
import type { Step } from './schemas/progress';

/** The values of the search attribute `CustomTag` for a job at a step. */
export function toSearchTags(job: Pick<JobInput, 'user_id' | 'style' | 'job_type'>, step: Step): string[] {
  return [`user:${job.user_id}`, `style:${job.style}`, `type:${job.job_type}`, `step:${step}`];
}

/** The same for a batch; one of nobody in particular names no user. */
export function toBatchTags({ user_id }: { user_id: string | null }, step: Step): string[] {
  return [...(user_id === null ? [] : [`user:${user_id}`]), 'type:batch', `step:${step}`];
}

/** What the tag of a batch's items begins with. */
const BATCH_TAG_PREFIX = 'batch:';

/** The tag by which the items of a batch are found, for as long as they are known. */
export function toBatchTag(batchId: string): string {
  return `${BATCH_TAG_PREFIX}${batchId}`;
}

/** Among the tags that a job was started with, those that stay whatever step it is at. */
export function toLastingTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => tag.startsWith(BATCH_TAG_PREFIX));
}
