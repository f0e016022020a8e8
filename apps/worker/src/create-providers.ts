import {
  createComfyProxy,
  createKlingProxy,
  type ImageProvider,
  type VideoProvider,
} from '@genvideo/activities';
import type { Config } from '@genvideo/models/config';
import { UserFacingError } from '@genvideo/runtime';
import { loadComfyui } from './load-comfyui';

const unknownAdapter = (variable: string, name: string): UserFacingError =>
  new UserFacingError(
    `${variable}=${name} names an adapter that this version does not have. Choose one it has.`,
  );

/** The adapter that IMAGE_PROVIDER names. */
export function createImageProvider(config: Config): ImageProvider {
  const { IMAGE_PROVIDER: name, IMAGE_API_BASE_URL: baseUrl, IMAGE_API_KEY: apiKey } = config;
  if (name === 'comfyui') return loadComfyui(config);
  if (baseUrl.includes(','))
    throw new UserFacingError(
      `IMAGE_API_BASE_URL names several servers, of which ${name} takes one. Name one, or set IMAGE_PROVIDER=comfyui.`,
    );
  if (name === 'comfy-proxy') return createComfyProxy({ baseUrl, apiKey });
  throw unknownAdapter('IMAGE_PROVIDER', name);
}

/** The adapter that VIDEO_PROVIDER names. */
export function createVideoProvider(config: Config): VideoProvider {
  const { VIDEO_PROVIDER: name, VIDEO_API_BASE_URL: baseUrl, VIDEO_API_KEY: apiKey } = config;
  if (name === 'kling-proxy') return createKlingProxy({ baseUrl, apiKey });
  throw unknownAdapter('VIDEO_PROVIDER', name);
}
