import { imageResultSchema, imageStatusSchema, type ImageSubmit } from '@genvideo/models/wire';
import { createProviderHttp, type ProviderHttpOptions } from './create-provider-http';
import type { ImageProvider } from './provider-port';
import { createProxyTasks, orLost } from './proxy-tasks';

/** The image proxy that teams put before ComfyUI. */
export function createComfyProxy(options: ProviderHttpOptions): ImageProvider {
  const http = createProviderHttp(options);
  const tasks = createProxyTasks(http, 'img');

  const readResult = async (taskId: string, signal: AbortSignal): Promise<string[]> => {
    const result = await http.request(`img/result/${encodeURIComponent(taskId)}`, {
      signal,
      schema: imageResultSchema,
    });
    return result.images;
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
