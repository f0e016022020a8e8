import type { KlingImageSubmit } from '@genvideo/models/wire';
import type { ImageProvider, ImageTask } from '../provider-port';
import { toReachableCallbackUrl } from '../to-reachable-callback-url';
import { createKlingHttp } from './create-kling-http';
import { createKlingTasks } from './create-kling-tasks';
import { KLING_LOOKS_PER_SECOND, type KlingOptions } from './kling-options';
import { toKlingPrompt } from './to-kling-prompt';
import { toKlingShape } from './to-kling-shape';

/** What pictures take as long as none have been seen, in seconds. */
const USUAL_SECONDS = 30;

/** Kling itself, for pictures. It takes shapes in place of sizes, has no way to cancel, and percents are guessed. */
export function createKlingImages(options: KlingOptions): ImageProvider {
  const { baseUrl, model: model_name, now = Date.now } = options;
  const tasks = createKlingTasks({
    http: createKlingHttp(options),
    resource: 'images/generations',
    usualSeconds: USUAL_SECONDS,
    toUrls: ({ images }) => [...(images ?? [])].sort((a, b) => a.index - b.index).map(({ url }) => url),
    now,
  });
  const toBody = (task: ImageTask): KlingImageSubmit => ({
    model_name,
    prompt: toKlingPrompt(task),
    n: task.num_images ?? 1,
    ...toKlingShape(task),
  });
  return {
    ...tasks,
    name: 'kling',
    looksPerSecond: KLING_LOOKS_PER_SECOND,
    keepsHealth: true,
    async submit(task, { submissionId, callbackUrl, signal }) {
      const reachable = await toReachableCallbackUrl(callbackUrl, baseUrl);
      return tasks.submit(toBody(task), { submissionId, callbackUrl: reachable, signal });
    },
  };
}
