import { klingImageSubmitSchema, type KlingImageSubmit } from '@genvideo/models/wire';
import { parseBody } from '../parse-body';
import type { Size } from '../fit-video-size';
import type { Studio } from '../studio';
import { getMediaUrl } from '../task';
import { checkModel } from './check-model';
import type { KlingProtocol } from './kling-protocol';

const longestSide = { '1k': 1024, '2k': 2048 } as const;

/** Kling's pictures from words. */
export function createKlingImages(studio: Studio): KlingProtocol {
  return {
    resource: 'images/generations',
    parseOrder(body) {
      const submission = parseBody(klingImageSubmitSchema, body);
      checkModel(submission.model_name);
      const { prompt, n, external_task_id: externalTaskId, callback_url: callbackUrl } = submission;
      const size = toSize(submission);
      return {
        prompt,
        ...(externalTaskId === undefined ? {} : { externalTaskId }),
        ...(callbackUrl === undefined ? {} : { callbackUrl }),
        units: n,
        makeMedia: (taskId) =>
          Promise.all(
            Array.from({ length: n }, (_, index) =>
              studio.makeImage(`image-${index + 1}.png`, taskId, {
                prompt,
                style: 'kling',
                ...size,
                seed: index,
              }),
            ),
          ),
      };
    },
    toResult: (task) => ({
      images: task.media.map(({ name }, index) => ({ index, url: getMediaUrl(task, name) })),
    }),
  };
}

function toSize({ aspect_ratio, resolution }: KlingImageSubmit): Size {
  const [across = 1, up = 1] = aspect_ratio.split(':').map(Number);
  const scale = longestSide[resolution] / Math.max(across, up);
  return { width: Math.round(across * scale), height: Math.round(up * scale) };
}
