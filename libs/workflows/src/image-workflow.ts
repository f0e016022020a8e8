import type { ImageRequest, JobResult } from '@genvideo/models';
import { runJob } from './run-job';

/** One to nine pictures of one prompt, in one submission; see {@link runJob}. */
export function ImageWorkflow(request: ImageRequest): Promise<JobResult> {
  return runJob('image', request);
}
