import type { ComfyGraph } from '@genvideo/models/wire';
import type { Task } from '../task';

/** A prompt that was accepted, as the queue lists it. */
export interface PromptItem {
  /** Lower numbers go first. */
  readonly number: number;
  readonly promptId: string;
  readonly graph: ComfyGraph;
  readonly extraData: Readonly<Record<string, unknown>>;
  /** Whose socket is told how it goes. */
  readonly clientId: string | undefined;
  /** The output nodes that are valid, and so run. */
  readonly outputs: readonly string[];
  /** How the ledger knows it. */
  readonly task: Task;
}

/** As queue and history show it. */
export const toListed = ({ number, promptId, graph, extraData, outputs }: PromptItem): unknown[] => [
  number,
  promptId,
  graph,
  extraData,
  outputs,
];
