import type { ComfyGraph, ComfyInputSpec, ComfyNodeErrors, ComfyRefused } from '@genvideo/models/wire';
import { isLink, listUpstream } from './graph-links';
import { nodeCatalog } from './node-catalog';

/** What a graph comes to: the outputs that can run, or why none can. */
export type PromptCheck =
  | { readonly outputs: readonly string[]; readonly nodeErrors: ComfyNodeErrors }
  | { readonly refusal: ComfyRefused };

type NodeError = ComfyRefused['error'];

interface CheckedInput {
  readonly name: string;
  readonly value: unknown;
  readonly spec: ComfyInputSpec;
}

const toError = (
  { name, value, spec }: CheckedInput,
  { details = name, ...what }: { type: string; message: string; details?: string },
): NodeError => ({
  ...what,
  details,
  extra_info: {
    input_name: name,
    input_config: spec,
    ...(value === undefined ? {} : { received_value: value }),
  },
});

export const toRefusal = (
  type: string,
  message: string,
  nodeErrors: ComfyNodeErrors = {},
): { refusal: ComfyRefused } => ({
  refusal: { error: { type, message, details: '', extra_info: {} }, node_errors: nodeErrors },
});

function checkLink(graph: ComfyGraph, input: CheckedInput): NodeError | null {
  const [source, slot] = input.value as [string, number];
  const node = graph[source];
  const given = node && nodeCatalog[node.class_type]?.output[slot];
  const [taken] = input.spec;
  if (typeof given !== 'string')
    return toError(input, {
      type: 'bad_linked_input',
      message: 'Bad linked input, must be a length-2 list of [node_id, slot_index]',
    });
  return given === taken
    ? null
    : toError(input, {
        type: 'return_type_mismatch',
        message: 'Return type mismatch between linked nodes',
        details: `${input.name}, received_type(${given}) mismatch input_type(${String(taken)})`,
      });
}

const readOptions = ([type, more]: ComfyInputSpec): readonly unknown[] | null => {
  if (Array.isArray(type)) return type;
  return type === 'COMBO' ? ((more?.['options'] as unknown[] | undefined) ?? null) : null;
};

function checkNumber(input: CheckedInput): NodeError | null {
  const { name, value, spec } = input;
  const number = Number(value);
  const { min = -Infinity, max = Infinity } = (spec[1] ?? {}) as { min?: number; max?: number };
  const details = `${name}: ${number}`;
  if (Number.isNaN(number)) {
    const message = `Failed to convert an input value to a ${String(spec[0])} value`;
    return toError(input, { type: 'invalid_input_type', message });
  }
  if (number < min) {
    const message = `Value ${number} smaller than min of ${min}`;
    return toError(input, { type: 'value_smaller_than_min', message, details });
  }
  if (number > max) {
    const message = `Value ${number} bigger than max of ${max}`;
    return toError(input, { type: 'value_bigger_than_max', message, details });
  }
  return null;
}

function checkInput(graph: ComfyGraph, input: CheckedInput): NodeError | null {
  const { name, value, spec } = input;
  if (value === undefined)
    return toError(input, { type: 'required_input_missing', message: 'Required input is missing' });
  if (isLink(value)) return checkLink(graph, input);
  const options = readOptions(spec);
  if (options && !options.includes(value)) {
    const details = `${name}: ${JSON.stringify(value)} not in ${JSON.stringify(options)}`;
    return toError(input, { type: 'value_not_in_list', message: 'Value not in list', details });
  }
  return spec[0] === 'INT' || spec[0] === 'FLOAT' ? checkNumber(input) : null;
}

function checkNode(graph: ComfyGraph, id: string): NodeError[] {
  const { class_type: name, inputs } = graph[id] ?? { class_type: '', inputs: {} };
  const required = nodeCatalog[name]?.input.required ?? {};
  return Object.entries(required).flatMap(
    ([input, spec]) => checkInput(graph, { name: input, value: inputs[input], spec }) ?? [],
  );
}

/** Checks a graph as the server does before it takes it: each output with all that it needs. */
export function checkPrompt(graph: ComfyGraph): PromptCheck {
  const stranger = Object.entries(graph).find(([, { class_type }]) => nodeCatalog[class_type] === undefined);
  if (stranger) {
    const message = `Cannot execute because node ${stranger[1].class_type} does not exist.`;
    return toRefusal('missing_node_type', message);
  }
  const outputs = Object.keys(graph).filter((id) => nodeCatalog[graph[id]?.class_type ?? '']?.output_node);
  if (outputs.length === 0) return toRefusal('prompt_no_outputs', 'Prompt has no outputs');
  const nodeErrors: Record<string, { errors: NodeError[]; class_type: string; dependent_outputs: string[] }> =
    {};
  const valid = outputs.filter((output) => {
    const bad = listUpstream(graph, [output]).filter((id) => checkNode(graph, id).length > 0);
    for (const id of bad) {
      const { class_type = '' } = graph[id] ?? {};
      nodeErrors[id] ??= { errors: checkNode(graph, id), class_type, dependent_outputs: [] };
      nodeErrors[id].dependent_outputs.push(output);
    }
    return bad.length === 0;
  });
  if (valid.length === 0)
    return toRefusal('prompt_outputs_failed_validation', 'Prompt outputs failed validation', nodeErrors);
  return { outputs: valid, nodeErrors };
}
