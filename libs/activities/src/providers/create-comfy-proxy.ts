import { imageResultSchema, imageStatusSchema, type ImageSubmit } from '@genvideo/models/wire';
import { GenerationError } from '../generation-error';
import { createProviderHttp, type ProviderHttpOptions } from './create-provider-http';
import type { ImageProvider, ImageTask } from './provider-port';
import { createProxyTasks, orLost } from './proxy-tasks';

/** One picture is what a proxy makes that is told no number: those that know none are not confused by it. */
const toSubmit = ({ num_images: count = 1, ...task }: ImageTask): ImageSubmit =>
  count === 1 ? task : { ...task, num_images: count };

/** The image proxy that teams put before ComfyUI. */
export function createComfyProxy(options: ProviderHttpOptions): ImageProvider {
  const http = createProviderHttp(options);
  const tasks = createProxyTasks(http, 'img');

  const readResult = async (taskId: string, signal: AbortSignal): Promise<string[]> => {
    const route = `img/result/${encodeURIComponent(taskId)}`;
    try {
      return (await http.request(route, { signal, schema: imageResultSchema })).images;
    } catch (error) {
      if (!(error instanceof GenerationError) || error.type !== 'NotFound') throw error;
      const message = `${options.baseUrl}/${route} does not know a task that is completed`;
      throw new GenerationError('ContractViolation', message, { cause: error });
    }
  };

  return {
    name: 'comfy-proxy',
    submit: (task, { submissionId, signal }) => tasks.submit(toSubmit(task), { submissionId, signal }),
    find: (submissionId, signal) => tasks.find(submissionId, signal),
    look: (taskId, signal) =>
      orLost(async () => {
        const route = `img/status/${encodeURIComponent(taskId)}`;
        const { status, progress, error } = await http.request(route, { signal, schema: imageStatusSchema });
        if (status === 'completed') return { status, output: { urls: await readResult(taskId, signal) } };
        if (status === 'failed') return { status, reason: error ?? 'the image service gave no reason' };
        if (status === 'cancelled') return { status };
        return { status, percent: progress };
      }),
    cancel: (taskId, signal) => tasks.cancel(taskId, signal),
  };
}
