import { klingVideoSubmitSchema, type KlingVideoSubmit } from '@genvideo/models/wire';
import { parseBody } from '../parse-body';
import type { VideoRequest } from '../render-video';
import type { Studio } from '../studio';
import { getMediaUrl } from '../task';
import { checkModel } from './check-model';
import type { KlingProtocol } from './kling-protocol';
import { KlingRefusal } from './kling-refusal';

const framesPerSecond = 24;

/** Kling's videos from pictures. `maxSide`: longest side of a made video, in pixels. */
export function createKlingVideos(studio: Studio, maxSide: number): KlingProtocol {
  return {
    resource: 'videos/image2video',
    parseOrder(body) {
      const submission = parseBody(klingVideoSubmitSchema, body);
      checkModel(submission.model_name);
      const request = toVideoRequest(submission, maxSide);
      const { prompt, external_task_id: externalTaskId, callback_url: callbackUrl } = submission;
      return {
        prompt,
        ...(externalTaskId === undefined ? {} : { externalTaskId }),
        ...(callbackUrl === undefined ? {} : { callbackUrl }),
        units: 1,
        makeMedia: async (taskId, signal) => [await studio.makeVideo(taskId, request, signal)],
        details: { duration: submission.duration },
      };
    },
    toResult: (task) => ({
      videos: [
        {
          id: `${task.id}-1`,
          url: getMediaUrl(task, 'video.mp4'),
          duration: String(task.order.details?.['duration'] ?? ''),
        },
      ],
    }),
  };
}

/** The size follows the picture: the service takes none. */
function toVideoRequest({ image, duration }: KlingVideoSubmit, maxSide: number): VideoRequest {
  const isUrl = /^https?:\/\//.test(image);
  return {
    imageUrl: isUrl ? image : '(in the request)',
    ...(isUrl ? {} : { imageBytes: decodePicture(image) }),
    durationSeconds: Number(duration),
    framesPerSecond,
    size: undefined,
    maxSide,
  };
}

function decodePicture(text: string): Buffer {
  if (text.startsWith('data:')) throw new KlingRefusal(1201, 'image: bare base64 is wanted, without data:');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new KlingRefusal(1201, 'image is neither a URL nor base64');
  return Buffer.from(text, 'base64');
}
