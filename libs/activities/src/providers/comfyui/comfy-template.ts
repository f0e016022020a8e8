import type { ComfyGraph } from '@genvideo/models/wire';

/** What a graph may leave open, and the inputs that hold it when the title names none, in order of preference. */
export const PLACE_INPUTS = {
  prompt: ['text', 'prompt', 'string', 'value'],
  negative_prompt: ['text', 'prompt', 'string', 'value'],
  style: ['text', 'prompt', 'string', 'value'],
  width: ['width', 'value'],
  height: ['height', 'value'],
  seed: ['seed', 'noise_seed', 'value'],
  steps: ['steps', 'value'],
  num_images: ['batch_size', 'amount', 'value'],
  checkpoint: ['ckpt_name', 'unet_name'],
} as const satisfies Record<string, readonly string[]>;

export type PlaceName = keyof typeof PLACE_INPUTS;

/** An input of a node that every job fills anew. */
export interface Place {
  name: PlaceName;
  node: string;
  input: string;
}

/** A graph, its places, and the nodes whose pictures are the result. */
export interface ComfyTemplate {
  graph: ComfyGraph;
  places: readonly Place[];
  outputs: readonly string[];
}
