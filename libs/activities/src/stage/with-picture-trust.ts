import { isPictureKey } from '@genvideo/models';
import type { VideoTask } from '../providers/provider-port';
import type { Storage } from '../storage/storage-port';
import type { StageRequest } from './stage-request';

export interface PictureTrust {
  allowPrivateImageUrls?: boolean;
  storage: Pick<Storage, 'toKey'>;
}

/**
 * Says whether the picture of a video may lie at a private address: what the job's own image stage made lies where the image
 * service is, and what was handed in lies in our own store; one that a caller named may not, unless an operator allows it.
 */
export function withPictureTrust(
  request: StageRequest<VideoTask>,
  { allowPrivateImageUrls = false, storage }: PictureTrust,
): StageRequest<VideoTask> {
  const isOurs = request.plan.includes('image') || isPictureKey(storage.toKey(request.task.image_url));
  const may_be_private = allowPrivateImageUrls || isOurs;
  return { ...request, task: { ...request.task, may_be_private } };
}
