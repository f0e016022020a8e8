import { toKlingExternalId, type KlingTask } from '@genvideo/models/wire';
import { GenerationError } from '../../generation-error';
import { createPercentEstimate } from '../create-percent-estimate';
import type { CancelOutcome, SubmitOptions, TaskLookup, TaskState } from '../provider-port';
import type { KlingHttp } from './create-kling-http';
import { KlingError } from './kling-error';

/** What Kling's videos and pictures have in common: everything but what is made. */
export interface KlingTasks {
  submit(body: object, options: SubmitOptions): Promise<string>;
  find(submissionId: string, signal: AbortSignal): Promise<TaskLookup>;
  look(taskId: string, signal: AbortSignal): Promise<TaskState>;
  cancel(taskId: string, signal: AbortSignal): Promise<CancelOutcome>;
}

export interface KlingTasksOptions {
  http: KlingHttp;
  /** Last parts of the path, below `v1`. */
  resource: 'videos/image2video' | 'images/generations';
  /** What a task takes as long as none has been seen. */
  usualSeconds: number;
  toUrls: (result: NonNullable<KlingTask['task_result']>) => readonly string[];
  now?: () => number;
}

/** Kling has no such task. */
const LOST = new Set([1203]);

/** So says also the answer that the one parameter of a look-up, the id, is bad. */
const ABSENT = new Set([1201, 1203]);

const hasCode = (error: unknown, codes: ReadonlySet<number>): boolean =>
  error instanceof KlingError && codes.has(error.code);

/** What a task took by Kling's own clock, null where it does not say. */
function toTaskSeconds({ created_at, updated_at }: KlingTask): number | null {
  const seconds = ((updated_at ?? NaN) - (created_at ?? NaN)) / 1_000;
  return Number.isNaN(seconds) ? null : seconds;
}

/** Asks for tasks by either of their ids. */
type ReadTask = (id: string, signal: AbortSignal) => Promise<KlingTask>;

async function findTask(read: ReadTask, submissionId: string, signal: AbortSignal): Promise<TaskLookup> {
  const externalId = toKlingExternalId(submissionId);
  try {
    const { task_id, task_info } = await read(externalId, signal);
    const told = task_info?.external_task_id ?? externalId;
    if (told === externalId) return { status: 'found', taskId: task_id };
    const message = `Kling, asked for external_task_id ${externalId}, answered with the task of another one`;
    throw new GenerationError('ContractViolation', message);
  } catch (error) {
    if (hasCode(error, ABSENT)) return { status: 'absent' };
    throw error;
  }
}

/** Tells a task's state from its answers. */
function createStateReader({ toUrls, usualSeconds, now = Date.now }: KlingTasksOptions) {
  const estimate = createPercentEstimate(usualSeconds, now);
  return {
    read(task: KlingTask): TaskState {
      const { task_id: id, task_status: status, task_status_msg, task_result, created_at } = task;
      if (status === 'submitted') return { status: 'pending', percent: 0 };
      if (status === 'processing') return { status, percent: estimate.read(id, created_at ?? now()) };
      estimate.end(id, status === 'succeed' ? toTaskSeconds(task) : null);
      if (status === 'failed') return { status, reason: task_status_msg || 'Kling gave no reason' };
      const urls = [...toUrls(task_result ?? {})];
      if (urls.length > 0) return { status: 'completed', output: { urls } };
      throw new GenerationError(
        'ContractViolation',
        `Kling says that task ${id} succeeded and names no file`,
      );
    },
    forget: (id: string): void => estimate.end(id, null),
  };
}

/** The calls both kinds of tasks share. */
export function createKlingTasks(options: KlingTasksOptions): KlingTasks {
  const { http, resource } = options;
  const route = `v1/${resource}`;
  const states = createStateReader(options);
  const read: ReadTask = (id, signal) => http.request(`${route}/${encodeURIComponent(id)}`, { signal });

  const look = async (taskId: string, signal: AbortSignal): Promise<TaskState> => {
    try {
      return states.read(await read(taskId, signal));
    } catch (error) {
      if (!hasCode(error, LOST)) throw error;
      states.forget(taskId);
      return { status: 'lost' };
    }
  };

  return {
    look,
    find: (submissionId, signal) => findTask(read, submissionId, signal),

    async submit(body, { submissionId, callbackUrl, signal }) {
      const external_task_id = toKlingExternalId(submissionId);
      const callback = callbackUrl === null ? {} : { callback_url: callbackUrl };
      const json = { ...body, external_task_id, ...callback };
      try {
        return (await http.request(route, { method: 'post', json, signal })).task_id;
      } catch (error) {
        if (!(error instanceof KlingError) || error.type !== 'InvalidRequest') throw error;
        // An external_task_id that is taken is refused in words that are not documented: the task may be there.
        const lookup = await findTask(read, submissionId, signal);
        if (lookup.status === 'found') return lookup.taskId;
        throw error;
      }
    },

    async cancel(taskId, signal) {
      const state = await look(taskId, signal);
      return 'percent' in state ? 'provider_cannot_cancel' : 'already_ended';
    },
  };
}
