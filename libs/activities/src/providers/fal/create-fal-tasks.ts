import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { GenerationError } from '../../generation-error';
import { createPercentEstimate } from '../create-percent-estimate';
import { parseAnswer } from '../parse-answer';
import type { CancelOutcome, SubmitOptions, TaskLookup, TaskState } from '../provider-port';
import { createFalQueue, type FalQueue, type FalQueueOptions } from './create-fal-queue';
import { parseFalTaskId, toFalTaskId, type FalRequest } from './fal-request';
import { toFalCallbackUrl } from './to-fal-callback-url';
import { toFalFailedState } from './to-fal-failed-state';

/** What fal's pictures and videos have in common: everything but what is made. */
export interface FalTasks {
  submit(input: object, options: SubmitOptions): Promise<string>;
  find(): Promise<TaskLookup>;
  look(taskId: string, signal: AbortSignal): Promise<TaskState>;
  cancel(taskId: string, signal: AbortSignal): Promise<CancelOutcome>;
}

export interface FalOptions extends FalQueueOptions {
  /** How long a request is waited for that fal was asked to stop, in milliseconds; default 10,000. */
  cancelWaitMs?: number;
}

export interface FalTasksOptions extends FalOptions {
  /** The output of the models, and where it has its files. */
  urlsSchema: z.ZodType<string[]>;
  /** What a task takes as long as none has been seen. */
  usualSeconds: number;
}

const CANCEL_WAIT_MS = 10_000;

/** How often a request is looked at that is to stop, in milliseconds. */
const CANCEL_LOOK_MS = 250;

const isUnknown = (error: unknown): boolean => error instanceof GenerationError && error.httpStatus === 404;

/** Reads states; remembers until when a request was seen waiting, because fal does not say when it began. */
function createStateReader(queue: FalQueue, { urlsSchema, usualSeconds }: FalTasksOptions) {
  const estimate = createPercentEstimate(usualSeconds, Date.now);
  const waitedUntil = new Map<string, number>();

  const toEnded = async (request: FalRequest, signal: AbortSignal): Promise<TaskState> => {
    const answer = await queue.readResult(request, signal);
    if (answer.status >= 400) return toFalFailedState(answer);
    const urls = parseAnswer(urlsSchema, answer.body, `GET ${request.responsePath}`);
    return { status: 'completed', output: { urls } };
  };

  return async (request: FalRequest, signal: AbortSignal): Promise<TaskState> => {
    const { id, submittedAt } = request;
    const status = await queue.readStatus(request, signal);
    if (status === 'IN_QUEUE') {
      waitedUntil.set(id, Date.now());
      return { status: 'pending', percent: 0 };
    }
    const startedAt = waitedUntil.get(id) ?? submittedAt;
    if (status === 'IN_PROGRESS') return { status: 'processing', percent: estimate.read(id, startedAt) };
    const ended = await toEnded(request, signal);
    waitedUntil.delete(id);
    estimate.end(id, ended.status === 'completed' ? (Date.now() - startedAt) / 1_000 : null);
    return ended;
  };
}

/** The calls both kinds of tasks share. fal has no id of ours to look a task up by. */
export function createFalTasks(options: FalTasksOptions): FalTasks {
  const { cancelWaitMs = CANCEL_WAIT_MS } = options;
  const queue = createFalQueue(options);
  const readState = createStateReader(queue, options);

  const look = async (taskId: string, signal: AbortSignal): Promise<TaskState> => {
    const request = parseFalTaskId(taskId);
    if (request === null) return { status: 'lost' };
    try {
      return await readState(request, signal);
    } catch (error) {
      if (isUnknown(error)) return { status: 'lost' };
      throw error;
    }
  };

  return {
    look,
    find: () => Promise.resolve({ status: 'unsupported' }),

    async submit(input, { callbackUrl, signal }) {
      const webhookUrl = await toFalCallbackUrl(callbackUrl, options.baseUrl);
      return toFalTaskId(await queue.submit(input, { webhookUrl, signal }));
    },

    async cancel(taskId, signal) {
      const request = parseFalTaskId(taskId);
      if (request === null || !(await queue.cancel(request, signal))) return 'already_ended';
      // What runs is only asked to stop: it may go on to its end.
      for (let waitedMs = 0; waitedMs <= cancelWaitMs; waitedMs += CANCEL_LOOK_MS) {
        const state = await look(taskId, signal);
        if (state.status === 'completed') return 'already_ended';
        if (!('percent' in state)) return 'cancelled_at_provider';
        await delay(CANCEL_LOOK_MS, undefined, { signal });
      }
      return 'provider_cannot_cancel';
    },
  };
}
