import type { ImageProvider } from '../provider-port';
import type { ComfyServer } from './comfy-server';
import { toPoolError } from './to-pool-error';

/** A provider of several servers, whose errors say of all of them what they say. */
export function withPoolErrors(provider: ImageProvider, servers: readonly ComfyServer[]): ImageProvider {
  const inPool = async <Answer>(call: Promise<Answer>): Promise<Answer> => {
    try {
      return await call;
    } catch (error) {
      throw toPoolError(error, servers);
    }
  };
  return {
    ...provider,
    submit: (task, options) => inPool(provider.submit(task, options)),
    find: (submissionId, signal) => inPool(provider.find(submissionId, signal)),
    look: (taskId, signal) => inPool(provider.look(taskId, signal)),
    cancel: (taskId, signal) => inPool(provider.cancel(taskId, signal)),
  };
}
