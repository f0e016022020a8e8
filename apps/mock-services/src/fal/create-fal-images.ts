import { falImageInputSchema, type FalImageInput } from '@genvideo/models/wire';
import type { Studio } from '../studio';
import { getMediaUrl } from '../task';
import type { FalProtocol } from './fal-protocol';
import { toRefusedOrder } from './to-refused-order';

/** Models that make pictures from words. */
export function createFalImages(studio: Studio): FalProtocol {
  return {
    toOrder(body) {
      const input = falImageInputSchema.safeParse(body);
      if (!input.success) return toRefusedOrder(input.error);
      return {
        prompt: input.data.prompt,
        makeMedia: (taskId) => makeImages(studio, taskId, input.data),
      };
    },
    toOutput: (task) => ({
      images: task.media.map(({ name, width, height, contentType }) => ({
        ...{ url: getMediaUrl(task, name), width, height },
        content_type: contentType,
      })),
      prompt: task.order.prompt,
    }),
  };
}

function makeImages(studio: Studio, taskId: string, { prompt, image_size, num_images }: FalImageInput) {
  const names = Array.from({ length: num_images }, (_, index) => `image-${index + 1}.png`);
  return Promise.all(
    names.map((name, seed) => studio.makeImage(name, taskId, { prompt, style: 'fal', ...image_size, seed })),
  );
}
