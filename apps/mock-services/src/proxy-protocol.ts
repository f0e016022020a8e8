import type { ServiceName } from './faults';
import type { Task, TaskOrder } from './task';
import type { TaskState } from './task-state';

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
