import { falVideoInputSchema, type FalVideoInput } from '@genvideo/models/wire';
import type { VideoRequest } from '../render-video';
import type { Studio } from '../studio';
import { getMediaUrl } from '../task';
import type { FalProtocol } from './fal-protocol';
import { toRefusedOrder } from './to-refused-order';

const framesPerSecond = 24;

/** Models that make videos from a picture. `maxSide`: longest side of a made video, in pixels. */
export function createFalVideos(studio: Studio, maxSide: number): FalProtocol {
  return {
    toOrder(body) {
      const input = falVideoInputSchema.safeParse(body);
      if (!input.success) return toRefusedOrder(input.error);
      const request = toVideoRequest(input.data, maxSide);
      return {
        prompt: input.data.prompt,
        makeMedia: async (taskId, signal) => [await studio.makeVideo(taskId, request, signal)],
      };
    },
    toOutput: (task) => ({ video: { url: getMediaUrl(task, 'video.mp4'), content_type: 'video/mp4' } }),
  };
}

/** The size follows the picture: these models take none. */
function toVideoRequest({ image_url: imageUrl, duration }: FalVideoInput, maxSide: number): VideoRequest {
  const isInline = imageUrl.startsWith('data:');
  return {
    imageUrl: isInline ? '(in the request)' : imageUrl,
    ...(isInline ? { imageBytes: decodeDataUrl(imageUrl) } : {}),
    durationSeconds: Number(duration),
    framesPerSecond,
    size: undefined,
    maxSide,
  };
}

function decodeDataUrl(url: string): Buffer {
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
