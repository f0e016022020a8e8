import type { JobRequest, JobResult } from '@genvideo/models';
import { runJob } from './run-job';

/** A picture, or a video from a picture that is given or made first; see {@link runJob}. */
export function GenVideoWorkflow(request: JobRequest): Promise<JobResult> {
  return runJob('job', request);
}
