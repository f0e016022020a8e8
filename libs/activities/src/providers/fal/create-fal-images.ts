import { falImagesSchema, type FalImageInput } from '@genvideo/models/wire';
import type { ImageProvider, ImageTask } from '../provider-port';
import { toStyledPrompt } from '../to-styled-prompt';
import { createFalTasks, type FalOptions } from './create-fal-tasks';

/** What pictures take as long as none have been seen, in seconds. */
const USUAL_SECONDS = 10;

/** The most pictures that the models make in one task. */
const MOST_PICTURES = 4;

const urlsSchema = falImagesSchema.transform(({ images }) => images.map(({ url }) => url));

const toInput = (task: ImageTask): FalImageInput => ({
  prompt: toStyledPrompt(task),
  image_size: { width: task.width, height: task.height },
  num_images: Math.min(task.num_images ?? 1, MOST_PICTURES),
});

/** A model at fal that makes pictures from words. A submission whose answer is lost cannot be looked up there. */
export function createFalImages(options: FalOptions): ImageProvider {
  const tasks = createFalTasks({ ...options, urlsSchema, usualSeconds: USUAL_SECONDS });
  return {
    ...tasks,
    name: 'fal',
    keepsHealth: true,
    submit: (task, submit) => tasks.submit(toInput(task), submit),
  };
}
