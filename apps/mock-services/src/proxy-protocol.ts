import type { ServiceName } from './faults';
import type { MediaFile, Task } from './task';
import type { TaskState } from './task-state';

/** Where the end of a task is announced; `metadata` goes back as it came. */
export interface CallbackTarget {
  readonly url: string;
  readonly metadata?: Record<string, unknown>;
}

/** What a valid submission asks for, in terms that both protocols share. */
export interface TaskOrder {
  readonly prompt: string;
  readonly callback?: CallbackTarget;
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
