import type { VideoTask } from '../providers/provider-port';
import type { StageRequest } from './stage-request';

/**
 * Says whether the picture of a video may lie at a private address: what the job's own image stage made lies where the image
 * service is; one that a caller named may not, unless an operator allows it.
 */
export function withPictureTrust(
  request: StageRequest<VideoTask>,
  { allowPrivateImageUrls = false }: { allowPrivateImageUrls?: boolean },
): StageRequest<VideoTask> {
  const may_be_private = allowPrivateImageUrls || request.plan.includes('image');
  return { ...request, task: { ...request.task, may_be_private } };
}
