import { falVideoSchema, type FalVideoInput } from '@genvideo/models/wire';
import { toKlingDuration } from '../kling/to-kling-duration';
import { toKlingPrompt } from '../kling/to-kling-prompt';
import type { VideoProvider, VideoTask } from '../provider-port';
import { createFalTasks, type FalOptions } from './create-fal-tasks';
import { toFalPicture } from './to-fal-picture';

/** What a video takes as long as none has been seen, in seconds. */
const USUAL_SECONDS = 180;

const urlsSchema = falVideoSchema.transform(({ video }) => [video.url]);

/** As the models of Kling take it that fal offers. */
const toInput = async (task: VideoTask, signal: AbortSignal): Promise<FalVideoInput> => ({
  prompt: toKlingPrompt(task),
  image_url: await toFalPicture(task, signal),
  duration: toKlingDuration(task.duration),
});

/** A model at fal that makes videos from a picture. A submission whose answer is lost cannot be looked up there. */
export function createFalVideos(options: FalOptions): VideoProvider {
  const tasks = createFalTasks({ ...options, urlsSchema, usualSeconds: USUAL_SECONDS });
  return {
    ...tasks,
    name: 'fal',
    keepsHealth: true,
    submit: async (task, submit) => tasks.submit(await toInput(task, submit.signal), submit),
  };
}
