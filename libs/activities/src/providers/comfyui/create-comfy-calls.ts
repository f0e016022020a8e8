import { z } from 'zod';
import {
  comfyAcceptedSchema,
  comfyHistorySchema,
  comfyJobSchema,
  comfyObjectInfoSchema,
  comfyQueueSchema,
  comfyRefusedSchema,
  type ComfyAccepted,
  type ComfyFile,
  type ComfyHistoryEntry,
  type ComfyJob,
  type ComfyNodeInfo,
  type ComfyRefused,
  type ComfySubmit,
} from '@genvideo/models/wire';
import { GenerationError } from '../../generation-error';
import { createProviderHttp } from '../create-provider-http';
import { readOnceMore } from './read-once-more';

/** What a server has to do, by prompt ids. */
export interface ComfyWork {
  running: readonly string[];
  pending: readonly string[];
}

/** The calls of one ComfyUI server. Each rejects with a GenerationError. */
export interface ComfyCalls {
  readQueue(signal: AbortSignal): Promise<ComfyWork>;
  /** How a prompt ended; null when it has not, or was never there. */
  readHistory(promptId: string, signal: AbortSignal): Promise<ComfyHistoryEntry | null>;
  /** Null when it is not known, and always on servers that have no such route. */
  readJob(promptId: string, signal: AbortSignal): Promise<ComfyJob | null>;
  /** Null for a class that it does not have. */
  readClass(name: string, signal: AbortSignal): Promise<ComfyNodeInfo | null>;
  submit(prompt: ComfySubmit, signal: AbortSignal): Promise<ComfyAccepted | ComfyRefused>;
  dequeue(promptId: string, signal: AbortSignal): Promise<void>;
  interrupt(promptId: string, signal: AbortSignal): Promise<void>;
  /** Whether the server took it upon itself, whatever becomes of it; false on servers that have no such route. */
  cancelJob(promptId: string, signal: AbortSignal): Promise<boolean>;
  readonly toViewUrl: (file: ComfyFile) => string;
}

/** How servers answer that lack a route: older ones take what they do not know for a file, which is only to be read. */
const NO_SUCH_ROUTE: readonly unknown[] = [404, 405];

const orNothing = async <Answer>(call: Promise<Answer>): Promise<Answer | null> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GenerationError && NO_SUCH_ROUTE.includes(error.httpStatus)) return null;
    throw error;
  }
};

const submitAnswerSchema = z.union([comfyAcceptedSchema, comfyRefusedSchema]);
const cancelledSchema = z.object({ cancelled: z.boolean() });

/** An answer that is empty, or does not matter. */
const nothingSchema = z.unknown();

/** @param timeoutMs how long one call may take, in milliseconds; default 30,000 */
export function createComfyCalls(baseUrl: string, timeoutMs?: number): ComfyCalls {
  const http = createProviderHttp({
    baseUrl,
    apiKey: null,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const get = <Answer>(route: string, schema: z.ZodType<Answer>, signal: AbortSignal): Promise<Answer> =>
    readOnceMore(() => http.request(route, { signal, schema }), signal);
  const post = (route: string, json: object, signal: AbortSignal): Promise<unknown> =>
    http.request(route, { method: 'post', json, signal, schema: nothingSchema });
  return {
    async readQueue(signal) {
      const queue = await get('queue', comfyQueueSchema, signal);
      const toIds = (items: typeof queue.queue_running): string[] => items.map(([, id]) => id);
      return { running: toIds(queue.queue_running), pending: toIds(queue.queue_pending) };
    },
    async readHistory(promptId, signal) {
      const history = await get(`history/${promptId}`, comfyHistorySchema, signal);
      return history[promptId] ?? null;
    },
    readJob: (promptId, signal) => orNothing(get(`api/jobs/${promptId}`, comfyJobSchema, signal)),
    async readClass(name, signal) {
      const route = `object_info/${encodeURIComponent(name)}`;
      return (await get(route, comfyObjectInfoSchema, signal))[name] ?? null;
    },
    submit: (prompt, signal) =>
      http.request('prompt', {
        method: 'post',
        json: prompt,
        signal,
        schema: submitAnswerSchema,
        throwHttpErrors: (status) => status !== 400,
      }),
    async dequeue(promptId, signal) {
      await post('queue', { delete: [promptId] }, signal);
    },
    async interrupt(promptId, signal) {
      await post('interrupt', { prompt_id: promptId }, signal);
    },
    async cancelJob(promptId, signal) {
      const route = `api/jobs/${promptId}/cancel`;
      const answer = await orNothing(
        http.request(route, { method: 'post', signal, schema: cancelledSchema }),
      );
      return answer?.cancelled ?? false;
    },
    toViewUrl: ({ filename, subfolder, type }) =>
      `${baseUrl}/view?${new URLSearchParams({ filename, subfolder, type }).toString()}`,
  };
}
