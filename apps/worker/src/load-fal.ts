import {
  createFalImages,
  createFalVideos,
  type ImageProvider,
  type VideoProvider,
} from '@genvideo/activities';
import type { Config } from '@genvideo/models/config';
import { UserFacingError } from '@genvideo/runtime';

/** What the mocks are asked for where nobody says which model; they have any. */
const MOCK_MODEL = {
  IMAGE: '/fal-ai/flux/dev',
  VIDEO: '/fal-ai/kling-video/v1/standard/image-to-video',
} as const;

function toModelUrl(config: Config, service: 'IMAGE' | 'VIDEO'): string {
  const url = config[`${service}_API_BASE_URL`];
  if (new URL(url).pathname !== '/') return url;
  if (config.MOCK_EXTERNAL_APIS) return url + MOCK_MODEL[service];
  throw new UserFacingError(
    `${service}_API_BASE_URL has to name the model at fal, such as https://queue.fal.run${MOCK_MODEL[service]}.`,
  );
}

/**
 * A model at fal, for pictures.
 * @throws UserFacingError where no model is named
 */
export function loadFalImages(config: Config): ImageProvider {
  return createFalImages({ baseUrl: toModelUrl(config, 'IMAGE'), apiKey: config.IMAGE_API_KEY });
}

/**
 * A model at fal, for videos.
 * @throws UserFacingError where no model is named
 */
export function loadFalVideos(config: Config): VideoProvider {
  return createFalVideos({ baseUrl: toModelUrl(config, 'VIDEO'), apiKey: config.VIDEO_API_KEY });
}
