import { proxyJobSchema } from '@genvideo/models/wire';
import { GenerationError } from '../generation-error';
import type { ProviderHttp } from './create-provider-http';
import type { CancelOutcome, SubmitOptions, TaskLookup, TaskState } from './provider-port';

/** What the image and the video proxy have in common: everything but what is made. */
export interface ProxyTasks {
  submit(body: object, options: Pick<SubmitOptions, 'submissionId' | 'signal'>): Promise<string>;
  find(submissionId: string, signal: AbortSignal): Promise<TaskLookup>;
  cancel(taskId: string, signal: AbortSignal): Promise<CancelOutcome>;
}

/** How a server answers that has no such route. */
const ROUTE_MISSING = new Set([404, 405, 501]);

const isNotFound = (error: unknown): error is GenerationError =>
  error instanceof GenerationError && error.type === 'NotFound';

const isRouteMissing = (error: unknown): boolean =>
  error instanceof GenerationError && error.httpStatus !== undefined && ROUTE_MISSING.has(error.httpStatus);

/** The calls both proxy protocols share, below their prefix. */
export function createProxyTasks(http: ProviderHttp, prefix: 'img' | 'video'): ProxyTasks {
  return {
    async submit(body, { submissionId, signal }) {
      const headers = { 'idempotency-key': submissionId };
      const schema = proxyJobSchema;
      const job = await http.request(`${prefix}/submit`, {
        method: 'post',
        json: body,
        headers,
        signal,
        schema,
      });
      return job.job_id;
    },

    async find(submissionId, signal) {
      try {
        const searchParams = { idempotency_key: submissionId };
        const job = await http.request(`${prefix}/jobs`, { searchParams, signal, schema: proxyJobSchema });
        return { status: 'found', taskId: job.job_id };
      } catch (error) {
        if (isNotFound(error)) return { status: 'absent' };
        if (isRouteMissing(error)) return { status: 'unsupported' };
        throw error;
      }
    },

    async cancel(taskId, signal) {
      const route = `${prefix}/cancel/${encodeURIComponent(taskId)}`;
      try {
        const job = await http.request(route, { method: 'post', signal, schema: proxyJobSchema });
        return job.status === 'cancelled' ? 'cancelled_at_provider' : 'already_ended';
      } catch (error) {
        if (isNotFound(error)) return 'already_ended';
        if (isRouteMissing(error)) return 'provider_cannot_cancel';
        throw error;
      }
    },
  };
}

/** Reads a task's state, and takes a provider that no longer knows the task for one that lost it. */
export async function orLost(look: () => Promise<TaskState>): Promise<TaskState> {
  try {
    return await look();
  } catch (error) {
    if (isNotFound(error)) return { status: 'lost' };
    throw error;
  }
}
