import { videoStatusSchema, type VideoSubmit } from '@genvideo/models/wire';
import { GenerationError } from '../generation-error';
import { createProviderHttp, type ProviderHttpOptions } from './create-provider-http';
import type { VideoProvider, VideoTask } from './provider-port';
import { createProxyTasks, orLost } from './proxy-tasks';

const toSubmit = (task: VideoTask, callbackUrl: string | null): VideoSubmit => ({
  prompt: task.prompt,
  image_url: task.image_url,
  duration: task.duration,
  resolution: `${task.width}x${task.height}`,
  style: task.style,
  metadata: task.metadata,
  ...(typeof task.fps === 'number' ? { fps: task.fps } : {}),
  ...(callbackUrl === null ? {} : { callback_url: callbackUrl }),
});

/** The video proxy that teams put before Kling. */
export function createKlingProxy(options: ProviderHttpOptions): VideoProvider {
  const http = createProviderHttp(options);
  const tasks = createProxyTasks(http, 'video');
  return {
    name: 'kling-proxy',
    submit: (task, { submissionId, callbackUrl, signal }) =>
      tasks.submit(toSubmit(task, callbackUrl), { submissionId, signal }),
    find: (submissionId, signal) => tasks.find(submissionId, signal),
    look: (taskId, signal) =>
      orLost(async () => {
        const route = `video/status/${encodeURIComponent(taskId)}`;
        const answer = await http.request(route, { signal, schema: videoStatusSchema });
        if (answer.status === 'failed')
          return { status: 'failed', reason: answer.error ?? 'the video service gave no reason' };
        if (answer.status === 'cancelled') return { status: 'cancelled' };
        if (answer.status !== 'completed') return { status: answer.status, percent: answer.progress };
        if (!answer.video_url) {
          throw new GenerationError(
            'ContractViolation',
            `${options.baseUrl}/${route} says completed and names no video`,
          );
        }
        return { status: 'completed', output: { urls: [answer.video_url] } };
      }),
    cancel: (taskId, signal) => tasks.cancel(taskId, signal),
  };
}
