import type { ComfyGraph, ComfyNodeErrors, ComfyRefused } from '@genvideo/models/wire';
import type { MockService } from '../mock-service';
import { toRefusal } from './check-prompt';
import { COMFY_INPUT_ERRORS, COMFY_REFUSALS } from './comfy-refusals';

/** A prompt that is valid, and what its dice know it by. */
export interface ValidPrompt {
  readonly graph: ComfyGraph;
  readonly outputs: readonly string[];
  readonly diceKey: string;
}

/** What the faults make of a valid prompt: an answer that is none, or what of it runs. */
export type StruckPrompt =
  | { readonly status: number; readonly body: ComfyRefused | null }
  | { readonly outputs: readonly string[]; readonly nodeErrors: ComfyNodeErrors };

type Faults = Pick<MockService, 'faults'>['faults'];

const pick = <Item>(items: readonly Item[], share: number): Item =>
  items[Math.floor(share * items.length)] as Item;

interface FoundError {
  type: string;
  node: string;
  outputs: readonly string[];
  details?: string;
}

/** What the server finds wrong with a node. */
function toNodeErrors(
  { graph }: ValidPrompt,
  { type, node, outputs, details = '' }: FoundError,
): ComfyNodeErrors {
  const error = { type, message: 'Value not in list', details, extra_info: {} };
  const { class_type = '' } = graph[node] ?? {};
  return { [node]: { errors: [error], class_type, dependent_outputs: [...outputs] } };
}

/** What the server had when it was asked, and has no longer. */
function toLateRefusal(prompt: ValidPrompt): ComfyRefused {
  const found = {
    ...{ type: 'value_not_in_list', node: Object.keys(prompt.graph)[0] ?? '', outputs: prompt.outputs },
    details: 'The mock was told to refuse this prompt (comfyui_refuse_rate).',
  };
  const type = 'prompt_outputs_failed_validation';
  return toRefusal(type, 'Prompt outputs failed validation', toNodeErrors(prompt, found)).refusal;
}

function drawRefusal(prompt: ValidPrompt, faults: Faults): ComfyRefused | null {
  const { comfyui_refusals: rates } = faults.settings();
  const { graph, outputs, diceKey } = prompt;
  const strikes = (type: (typeof COMFY_REFUSALS)[number]): boolean =>
    rates[type] !== undefined && faults.share(`comfyui_refusal_${type}`, diceKey) < rates[type];
  const type = COMFY_REFUSALS.find(strikes);
  if (type === undefined) return null;
  faults.count(`comfyui_refusal_${type}`);
  const words = 'The mock was told to refuse this prompt (comfyui_refusals)';
  if (type !== 'prompt_outputs_failed_validation') return toRefusal(type, words).refusal;
  const found = {
    type: pick(COMFY_INPUT_ERRORS, faults.share('comfyui_input_error', diceKey)),
    node: Object.keys(graph)[0] ?? '',
    outputs,
  };
  return toRefusal(type, words, toNodeErrors(prompt, found)).refusal;
}

/** One output of several is found wrong: the prompt is taken, and runs without it. */
function dropOutput(prompt: ValidPrompt, faults: Faults): StruckPrompt {
  const { outputs, diceKey } = prompt;
  if (outputs.length < 2 || !faults.strikes('comfyui_partial_rate', diceKey))
    return { outputs, nodeErrors: {} };
  const output = pick(outputs, faults.share('comfyui_partial_output', diceKey));
  const found = { type: 'value_not_in_list', node: output, outputs: [output] };
  return { outputs: outputs.filter((id) => id !== output), nodeErrors: toNodeErrors(prompt, found) };
}

/** Decides what becomes of a valid prompt. */
export function strikePrompt(prompt: ValidPrompt, faults: Faults): StruckPrompt {
  if (faults.strikes('comfyui_forbidden_rate', prompt.diceKey)) return { status: 403, body: null };
  if (faults.strikes('comfyui_refuse_rate', prompt.diceKey))
    return { status: 400, body: toLateRefusal(prompt) };
  const refused = drawRefusal(prompt, faults);
  return refused ? { status: 400, body: refused } : dropOutput(prompt, faults);
}
