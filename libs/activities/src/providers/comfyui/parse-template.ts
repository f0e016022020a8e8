import { comfyGraphSchema, type ComfyGraph, type ComfyNode } from '@genvideo/models/wire';
import { ComfyGraphError } from './comfy-graph-error';
import { PLACE_INPUTS, type ComfyTemplate, type Place, type PlaceName } from './comfy-template';
import { isLink, listUpstream } from './graph-links';

/** `$prompt`, or `$prompt:text_g` for another input than the usual one. */
const TOKEN = /\$([a-z_]+)(?::([\w.-]+))?/g;

const KNOWN = [...Object.keys(PLACE_INPUTS), 'size', 'output'].map((name) => `$${name}`).join(', ');

const isPlaceName = (name: string): name is PlaceName => Object.hasOwn(PLACE_INPUTS, name);

interface Token {
  node: string;
  name: string;
  input: string | undefined;
}

function listTokens(graph: ComfyGraph): Token[] {
  return Object.entries(graph).flatMap(([node, { _meta }]) =>
    [...(_meta?.title ?? '').matchAll(TOKEN)].map(([, name = '', input]) => ({ node, name, input })),
  );
}

const describeNode = (id: string, { class_type, _meta }: ComfyNode): string =>
  `node ${id} (${class_type}${_meta?.title ? `, "${_meta.title}"` : ''})`;

function toPlace(graph: ComfyGraph, { node: id, name, input }: Token & { name: PlaceName }): Place {
  const node = graph[id] ?? { class_type: '', inputs: {} };
  const wanted: readonly string[] = input === undefined ? PLACE_INPUTS[name] : [input];
  const found = wanted.find((each) => each in node.inputs);
  if (found === undefined) {
    const hint = `It has ${Object.keys(node.inputs).join(', ')}: name one, as in $${name}:INPUT.`;
    throw new ComfyGraphError(
      `${describeNode(id, node)} has no input ${wanted.join(' or ')} for $${name}. ${hint}`,
    );
  }
  const value = node.inputs[found];
  if (isLink(value)) {
    const hint = `put $${name} into the title of node ${value[0]} instead.`;
    throw new ComfyGraphError(`${describeNode(id, node)} takes ${found} from another node: ${hint}`);
  }
  return { name, node: id, input: found };
}

function toPlaces(graph: ComfyGraph, token: Token): Place[] {
  const { name, node, input } = token;
  if (name === 'output') return [];
  const names = name === 'size' ? ['width', 'height'] : [name];
  return names.map((each) => {
    if (!isPlaceName(each))
      throw new ComfyGraphError(
        `The title of node ${node} has $${name}, which is no place. There are ${KNOWN}.`,
      );
    return toPlace(graph, { node, name: each, input });
  });
}

/** The nodes that save what counts: those that say so, else the only one there is. */
function findOutputs(graph: ComfyGraph, tokens: readonly Token[]): string[] {
  const named = tokens.filter(({ name }) => name === 'output').map(({ node }) => node);
  if (named.length > 0) return named;
  const saving = Object.keys(graph).filter((id) => graph[id]?.class_type === 'SaveImage');
  if (saving.length === 1) return saving;
  const reason = saving.length === 0 ? 'has no SaveImage node' : `has ${saving.length} SaveImage nodes`;
  throw new ComfyGraphError(
    `The graph ${reason}. Put $output into the title of the node that saves the result.`,
  );
}

function checkLinks(graph: ComfyGraph): void {
  for (const [id, node] of Object.entries(graph)) {
    for (const [input, value] of Object.entries(node.inputs)) {
      if (!isLink(value) || graph[value[0]]) continue;
      throw new ComfyGraphError(
        `${describeNode(id, node)} takes ${input} from node ${value[0]}, which is not there.`,
      );
    }
  }
}

/**
 * Makes a template of a graph whose node titles name its places.
 * @throws ComfyGraphError saying what to change in the graph
 */
export function toTemplate(graph: ComfyGraph): ComfyTemplate {
  checkLinks(graph);
  const tokens = listTokens(graph);
  const outputs = findOutputs(graph, tokens);
  const places = tokens.flatMap((token) => toPlaces(graph, token));
  if (!places.some(({ name }) => name === 'prompt'))
    throw new ComfyGraphError(
      'The graph has no place for the prompt. Put $prompt into the title of the node that takes it.',
    );
  const used = listUpstream(graph, outputs);
  const idle = places.find(({ node }) => !used.has(node));
  if (idle)
    throw new ComfyGraphError(
      `$${idle.name} is in the title of node ${idle.node}, on which the result does not depend.`,
    );
  return { graph, places, outputs };
}

/**
 * Reads a graph in API format out of a file's text.
 * @throws ComfyGraphError saying what is wrong with the text or the graph
 */
export function parseTemplate(text: string): ComfyTemplate {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ComfyGraphError('It is not JSON.', { cause: error });
  }
  if (typeof json === 'object' && json !== null && 'nodes' in json && 'links' in json)
    throw new ComfyGraphError(
      'It is a workflow as ComfyUI saves it for itself. Export it for the API instead (Workflow, Export (API)).',
    );
  const graph = comfyGraphSchema.safeParse(json);
  if (!graph.success)
    throw new ComfyGraphError('It is no graph in API format: node ids, each with class_type and inputs.');
  return toTemplate(graph.data);
}
