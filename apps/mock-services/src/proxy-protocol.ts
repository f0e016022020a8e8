import type { ServiceName } from './faults';
import type { MediaFile, Task } from './task';
import type { TaskState } from './task-state';

/** Where a task is announced, and in which words. */
export interface CallbackTarget {
  readonly url: string;
  toEndBody(task: Task, status: 'completed' | 'failed'): object;
  /** Of a change before the end; without it, only the end is announced. */
  toChangeBody?(task: Task, status: 'pending' | 'processing'): object;
  /** How the service signs a body where that is not by the Standard Webhooks scheme. */
  toHeaders?(task: Task, body: string): Record<string, string>;
}

/** What a valid submission asks for, in terms that both protocols share. */
export interface TaskOrder {
  readonly prompt: string;
  readonly callback?: CallbackTarget;
  /** What the task counts against `concurrency_limit`; default 1. */
  readonly units?: number;
  /** What its protocol wants to know again later. */
  readonly details?: Readonly<Record<string, string>>;
  /** Makes the files of the task; gives up when `signal` aborts. Rejects with a message for the submitter. */
  makeMedia(taskId: string, signal: AbortSignal): Promise<readonly MediaFile[]>;
}

/** Where the two proxy protocols differ; the routes, the tasks and the faults are the same. */
export interface ProxyProtocol {
  readonly service: ServiceName;
  /** First part of every path. */
  readonly prefix: '/img' | '/video';
  /** Throws an HttpError of status 400 that names every bad field. */
  parseOrder(body: unknown): TaskOrder;
  /** Fields of the status answer beyond job_id, status, progress and error. */
  toStatusExtras(task: Task, state: TaskState): Record<string, unknown>;
  /** Body of the result route of a completed task, when the protocol has that route. */
  toResult?(task: Task): Record<string, unknown>;
}
