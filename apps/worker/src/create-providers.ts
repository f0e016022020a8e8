import {
  createComfyProxy,
  createKlingProxy,
  type ImageProvider,
  type VideoProvider,
} from '@genvideo/activities';
import type { Config } from '@genvideo/models/config';
import { UserFacingError } from '@genvideo/runtime';
import { loadComfyui } from './load-comfyui';
import { loadFalImages, loadFalVideos } from './load-fal';
import { loadKling, loadKlingImages } from './load-kling';

type Load<Provider> = (config: Config) => Provider;

const toImageAccess = ({ IMAGE_API_BASE_URL: baseUrl, IMAGE_API_KEY: apiKey }: Config) => ({
  baseUrl,
  apiKey,
});
const toVideoAccess = ({ VIDEO_API_BASE_URL: baseUrl, VIDEO_API_KEY: apiKey }: Config) => ({
  baseUrl,
  apiKey,
});

/** One line for each adapter. */
const IMAGE_PROVIDERS: Readonly<Record<Config['IMAGE_PROVIDER'], Load<ImageProvider>>> = {
  'comfy-proxy': (config) => createComfyProxy(toImageAccess(config)),
  comfyui: loadComfyui,
  kling: loadKlingImages,
  fal: loadFalImages,
};
const VIDEO_PROVIDERS: Readonly<Record<Config['VIDEO_PROVIDER'], Load<VideoProvider>>> = {
  'kling-proxy': (config) => createKlingProxy(toVideoAccess(config)),
  kling: loadKling,
  fal: loadFalVideos,
};

const refuseSeveral = ({ IMAGE_API_BASE_URL: baseUrl, IMAGE_PROVIDER: name }: Config): void => {
  if (name === 'comfyui' || !baseUrl.includes(',')) return;
  throw new UserFacingError(
    `IMAGE_API_BASE_URL names several servers, of which ${name} takes one. Name one, or set IMAGE_PROVIDER=comfyui.`,
  );
};

/** The adapter that IMAGE_PROVIDER names. */
export function createImageProvider(config: Config): ImageProvider {
  refuseSeveral(config);
  return IMAGE_PROVIDERS[config.IMAGE_PROVIDER](config);
}

/** The adapter that VIDEO_PROVIDER names. */
export function createVideoProvider(config: Config): VideoProvider {
  return VIDEO_PROVIDERS[config.VIDEO_PROVIDER](config);
}
