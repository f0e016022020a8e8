import { imageSubmitSchema, type ImageSubmit } from '@genvideo/models/wire';
import { z } from 'zod';
import { parseBody } from './parse-body';
import type { ProxyProtocol } from './proxy-protocol';
import type { Studio } from './studio';
import { getMediaUrl } from './task';

/** Largest side the mock draws, in pixels. */
const largestSide = 4096;

const submissionSchema = imageSubmitSchema.extend({
  width: z.number().int().positive().max(largestSide),
  height: z.number().int().positive().max(largestSide),
});

/** The front end of ComfyUI. */
export function createImageProtocol(studio: Studio): ProxyProtocol {
  return {
    service: 'image',
    prefix: '/img',
    parseOrder(body) {
      const submission = parseBody(submissionSchema, body);
      return { prompt: submission.prompt, makeMedia: (taskId) => makeImages(studio, taskId, submission) };
    },
    toStatusExtras: () => ({}),
    toResult(task) {
      const images = task.media.map(({ name }) => getMediaUrl(task, name));
      const [first] = task.media;
      return { job_id: task.id, image_url: images[0], images, width: first?.width, height: first?.height };
    },
  };
}

function makeImages(studio: Studio, taskId: string, submission: ImageSubmit) {
  const { prompt, style, width, height, seed = 0, num_images: count = 1 } = submission;
  const names = Array.from({ length: count }, (_, index) => `image-${index + 1}.png`);
  return Promise.all(
    names.map((name, index) =>
      studio.makeImage(name, taskId, { prompt, style, width, height, seed: seed + index }),
    ),
  );
}
