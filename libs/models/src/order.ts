import { DEFAULT_PRIORITY } from './default-priority';
import type { ImageInput, VideoInput } from './schemas/generation-request';
import type { JobInput } from './schemas/job-input';
import type { Stage } from './submission-id';

/** What a job's input may be, by the shape in which it was asked for; `type` tells a request from a `JobInput`. */
export type GenerationInput = JobInput | VideoInput | ImageInput;

/**
 * What is to be made, whatever the shape it was asked for in: all that stages, the place in the queue and search tags
 * come from. Sizes in pixels; `duration` in seconds, 0 for pictures on their own; `fps` is null where it is left to the provider.
 */
export interface Order {
  job_type: Stage;
  prompt: string;
  style: string;
  width: number;
  height: number;
  num_images: number;
  duration: number;
  fps: number | null;
  /** The picture that the video is made from; null when it has to be made first. */
  image_url: string | null;
  user_id: string;
  /** 1 goes first, 5 goes last. */
  priority: number;
  metadata: Record<string, unknown>;
}

function toVideoOrder(request: VideoInput): Order {
  const { prompt, style, duration, fps, user_id, metadata } = request;
  const [width = 0, height = 0] = request.resolution.split('x').map(Number);
  return {
    ...{ job_type: 'video', prompt, style, width, height, num_images: 1, duration, fps },
    ...{ image_url: null, user_id, priority: DEFAULT_PRIORITY, metadata },
  };
}

function toImageOrder(request: ImageInput): Order {
  const { prompt, style, width, height, num_images, user_id, metadata } = request;
  return {
    ...{ job_type: 'image', prompt, style, width, height, num_images, duration: 0, fps: null },
    ...{ image_url: null, user_id, priority: DEFAULT_PRIORITY, metadata },
  };
}

function toJobOrder(job: JobInput): Order {
  const { job_type, prompt, style, width, height, duration, image_url, user_id, priority, metadata } = job;
  return {
    ...{ job_type, prompt, style, width, height, num_images: 1, duration, fps: null },
    ...{ image_url, user_id, priority, metadata },
  };
}

/** What an input asks for. The input has to have been checked. */
export function toOrder(input: GenerationInput): Order {
  if (!('type' in input)) return toJobOrder(input);
  return input.type === 'video' ? toVideoOrder(input) : toImageOrder(input);
}
