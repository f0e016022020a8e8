import type { Task, TaskOrder } from '../task';

/** What a submission to Kling asks for. */
export interface KlingOrder extends Omit<TaskOrder, 'callback'> {
  readonly externalTaskId?: string;
  readonly callbackUrl?: string;
  /** What the task counts against the limit of tasks at once. */
  readonly units: number;
}

/** Where Kling's two kinds of tasks differ; routes, states and codes are the same. */
export interface KlingProtocol {
  /** Last parts of every path, below `/v1`. */
  readonly resource: 'videos/image2video' | 'images/generations';
  /** Throws an HttpError that names every bad field. */
  parseOrder(body: unknown): KlingOrder;
  /** `task_result` of a completed task. */
  toResult(task: Task): Record<string, unknown>;
}
