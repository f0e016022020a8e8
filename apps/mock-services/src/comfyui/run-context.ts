import type { ComfyNode, ComfyOutputs } from '@genvideo/models/wire';
import type { PromptItem } from './prompt-item';

/** What the executor gives a run. */
export interface RunContext {
  readonly item: PromptItem;
  /** What nodes made in the run before, by their signatures. */
  readonly cache: ReadonlyMap<string, ComfyOutputs[string]>;
  /** Tells whoever submitted the prompt, and the history. */
  readonly tell: (type: string, data: object) => void;
  readonly tellPreview: () => void;
  /** Whether the run was asked to end; looked at between steps only, as the server does. */
  readonly isInterrupted: () => boolean;
  /** Makes what an output node makes. */
  readonly save: (id: string, node: ComfyNode) => Promise<ComfyOutputs[string]>;
  /** Aborts when the server goes down. */
  readonly stopping: AbortSignal;
}
