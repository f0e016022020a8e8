import { isPrivateUrl } from '@genvideo/activities/webhook-url';
import type { Storage } from '@genvideo/activities/storage';
import { isPictureKey, type GenerationInput } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { readImageUrl, refuseImageUrl } from './image-url-field';

/** What decides about callers' pictures. */
export interface ImageUrlPolicy {
  config: Pick<Config, 'ALLOW_PRIVATE_IMAGE_URLS' | 'VIDEO_PROVIDER'>;
  storage: Pick<Storage, 'toKey'>;
}

/** The services for which a worker would have to fetch a picture that they cannot reach. */
const CANNOT_REACH: readonly string[] = ['kling', 'fal'];

/**
 * Refuses a picture at a private address that a worker would have to fetch, by what its URL says itself; names are looked up
 * by the worker. What was handed in by `POST /pictures` is our own.
 * @throws ProblemError 422
 */
export function checkImageUrl(job: GenerationInput, { config, storage }: ImageUrlPolicy): void {
  const url = readImageUrl(job);
  const isFetched = CANNOT_REACH.includes(config.VIDEO_PROVIDER) && !config.ALLOW_PRIVATE_IMAGE_URLS;
  if (url === null || !isFetched || isPictureKey(storage.toKey(url)) || !isPrivateUrl(new URL(url))) return;
  throw refuseImageUrl(
    'leads to a private address. Give one that the internet can reach, or have the operator set ALLOW_PRIVATE_IMAGE_URLS=true',
  );
}
