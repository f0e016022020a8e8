import {
  createComfyProxy,
  createKlingProxy,
  type ImageProvider,
  type VideoProvider,
} from '@genvideo/activities';
import type { Config } from '@genvideo/models/config';
import { UserFacingError } from '@genvideo/runtime';
import { loadComfyui } from './load-comfyui';
import { loadKling, loadKlingImages } from './load-kling';

const refuseSeveral = (baseUrl: string, name: string): void => {
  if (!baseUrl.includes(',')) return;
  throw new UserFacingError(
    `IMAGE_API_BASE_URL names several servers, of which ${name} takes one. Name one, or set IMAGE_PROVIDER=comfyui.`,
  );
};

/** The adapter that IMAGE_PROVIDER names. */
export function createImageProvider(config: Config): ImageProvider {
  const { IMAGE_PROVIDER: name, IMAGE_API_BASE_URL: baseUrl, IMAGE_API_KEY: apiKey } = config;
  if (name === 'comfyui') return loadComfyui(config);
  refuseSeveral(baseUrl, name);
  return name === 'kling' ? loadKlingImages(config) : createComfyProxy({ baseUrl, apiKey });
}

/** The adapter that VIDEO_PROVIDER names. */
export function createVideoProvider(config: Config): VideoProvider {
  const { VIDEO_PROVIDER: name, VIDEO_API_BASE_URL: baseUrl, VIDEO_API_KEY: apiKey } = config;
  return name === 'kling' ? loadKling(config) : createKlingProxy({ baseUrl, apiKey });
}
