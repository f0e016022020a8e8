import type { KlingVideoSubmit } from '@genvideo/models/wire';
import type { VideoProvider, VideoTask } from '../provider-port';
import { toReachableCallbackUrl } from '../to-reachable-callback-url';
import { createKlingHttp } from './create-kling-http';
import { createKlingTasks } from './create-kling-tasks';
import { KLING_LOOKS_PER_SECOND, type KlingOptions } from './kling-options';
import { toKlingDuration } from './to-kling-duration';
import { toKlingPicture } from './to-kling-picture';
import { toKlingPrompt } from './to-kling-prompt';

export interface KlingVideoOptions extends KlingOptions {
  mode: KlingVideoSubmit['mode'];
}

/** What a video takes as long as none has been seen, in seconds. */
const USUAL_SECONDS = 180;

/**
 * Kling itself, for videos from pictures. It takes no size and no frame rate: both follow the picture and the model; of
 * lengths it makes two. It has no way to cancel, and says nothing of how far a task is: percents are guessed.
 */
export function createKling(options: KlingVideoOptions): VideoProvider {
  const { baseUrl, model: model_name, mode, now = Date.now } = options;
  const tasks = createKlingTasks({
    http: createKlingHttp(options),
    resource: 'videos/image2video',
    usualSeconds: USUAL_SECONDS,
    toUrls: ({ videos }) => (videos ?? []).map(({ url }) => url).slice(0, 1),
    now,
  });
  const toBody = async (task: VideoTask, signal: AbortSignal): Promise<KlingVideoSubmit> => ({
    model_name,
    mode,
    image: await toKlingPicture(task, signal),
    prompt: toKlingPrompt(task),
    duration: toKlingDuration(task.duration),
  });
  return {
    ...tasks,
    name: 'kling',
    looksPerSecond: KLING_LOOKS_PER_SECOND,
    keepsHealth: true,
    async submit(task, { submissionId, callbackUrl, signal }) {
      const body = await toBody(task, signal);
      const reachable = await toReachableCallbackUrl(callbackUrl, baseUrl);
      return tasks.submit(body, { submissionId, callbackUrl: reachable, signal });
    },
  };
}
