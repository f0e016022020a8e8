import { GenerationError } from '../generation-error';
import type { VideoTask } from './provider-port';

/** The picture of a task, and whose it is. */
export type PictureSource = Pick<VideoTask, 'image_url' | 'may_be_private'>;

/**
 * Refuses a picture at a private address that a caller named: fetching it for them would show them what stands in our own
 * network. To be called before this process asks for it.
 * @throws GenerationError of type InvalidRequest
 */
export function refusePrivatePicture({ image_url, may_be_private = false }: PictureSource): void {
  if (may_be_private) return;
  const advice =
    'Give one that the internet can reach, or have the operator set ALLOW_PRIVATE_IMAGE_URLS=true';
  throw new GenerationError(
    'InvalidRequest',
    `image_url leads to a private address (${new URL(image_url).host}), and nothing was asked of it. ${advice}`,
  );
}
