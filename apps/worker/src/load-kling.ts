import {
  createKling,
  createKlingImages,
  type ImageProvider,
  type KlingCredentials,
  type VideoProvider,
} from '@genvideo/activities';
import type { Config } from '@genvideo/models/config';
import { UserFacingError } from '@genvideo/runtime';

type Service = 'IMAGE' | 'VIDEO';

/** A plain key wins where a service has one of its own; the pair of keys serves both. */
function toCredentials(config: Config, service: Service): KlingCredentials {
  const { VIDEO_API_ACCESS_KEY: accessKey, VIDEO_API_SECRET_KEY: secretKey } = config;
  const apiKey = config[`${service}_API_KEY`];
  if (apiKey !== null) return { apiKey };
  if (accessKey !== null && secretKey !== null) return { accessKey, secretKey };
  if ((accessKey === null) !== (secretKey === null)) {
    const missing = accessKey === null ? 'VIDEO_API_ACCESS_KEY' : 'VIDEO_API_SECRET_KEY';
    throw new UserFacingError(`${missing} is missing: Kling's tokens are made of both keys. Set it too.`);
  }
  // The mocks ask for no key unless they are told one.
  if (config.MOCK_EXTERNAL_APIS) return { apiKey: null };
  throw new UserFacingError(
    `${service}_PROVIDER=kling needs an account. Set VIDEO_API_ACCESS_KEY and VIDEO_API_SECRET_KEY, or ${service}_API_KEY where the account has a plain key.`,
  );
}

/**
 * Kling itself, for videos.
 * @throws UserFacingError naming the keys that are missing
 */
export function loadKling(config: Config): VideoProvider {
  return createKling({
    baseUrl: config.VIDEO_API_BASE_URL,
    credentials: toCredentials(config, 'VIDEO'),
    model: config.KLING_MODEL,
    mode: config.KLING_MODE,
  });
}

/**
 * Kling itself, for pictures.
 * @throws UserFacingError naming the keys that are missing
 */
export function loadKlingImages(config: Config): ImageProvider {
  return createKlingImages({
    baseUrl: config.IMAGE_API_BASE_URL,
    credentials: toCredentials(config, 'IMAGE'),
    model: config.KLING_IMAGE_MODEL,
  });
}
