import type { JobResult, VideoRequest } from '@genvideo/models';
import { runJob } from './run-job';

/** A video from a picture that is made first, in the size and with the frames per second asked for; see {@link runJob}. */
export function VideoWorkflow(request: VideoRequest): Promise<JobResult> {
  return runJob('video', request);
}
