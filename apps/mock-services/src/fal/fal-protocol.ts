import type { Task, TaskOrder } from '../task';

/** What stands before the name of every model of the mock: the owner at fal whose models most people use. */
export const FAL_PREFIX = '/fal-ai';

/** Where fal's two kinds of models differ; routes and states are the same. */
export interface FalProtocol {
  /** What a model is asked for. Whatever the input is, it is taken: the model finds out later. */
  readonly toOrder: (input: unknown) => TaskOrder;
  /** The output of a completed task. */
  readonly toOutput: (task: Task) => Record<string, unknown>;
}
