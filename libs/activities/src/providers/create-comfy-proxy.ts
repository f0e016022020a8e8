import { imageResultSchema, imageStatusSchema, type ImageSubmit } from '@genvideo/models/wire';
import { GenerationError } from '../generation-error';
import { createProviderHttp, type ProviderHttpOptions } from './create-provider-http';
import type { ImageProvider } from './provider-port';
import { createProxyTasks, orLost } from './proxy-tasks';

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
    submit: (task, { submissionId, signal }) =>
      tasks.submit(task satisfies ImageSubmit, { submissionId, signal }),
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
