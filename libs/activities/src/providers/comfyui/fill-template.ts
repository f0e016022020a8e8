import { z } from 'zod';
import { describeProblems, toFieldProblems } from '@genvideo/models/schemas';
import type { ComfyGraph, ComfyNodeInfo } from '@genvideo/models/wire';
import { GenerationError } from '../../generation-error';
import type { ImageTask } from '../provider-port';
import type { ComfyTemplate, Place, PlaceName } from './comfy-template';
import { copyBranch, toCopyId } from './copy-branch';
import { toInputRule } from './input-rule';

/** A graph as it is submitted. */
export interface FilledGraph {
  graph: ComfyGraph;
  /** The nodes whose pictures are the result, in their order. */
  outputs: readonly string[];
  /** The job's field that an input was filled from, by `node.input`. */
  origins: ReadonlyMap<string, string>;
}

/** What node classes of a server are like, by name. */
export type NodeInfos = ReadonlyMap<string, ComfyNodeInfo>;

/** What a job may say to ComfyUI alone, under `metadata.comfyui`. */
const extrasSchema = z.strictObject({
  negative_prompt: z.string().max(2_500).optional(),
  seed: z.int().min(0).optional(),
  steps: z.int().min(1).max(10_000).optional(),
});
type Extras = z.infer<typeof extrasSchema>;

function readExtras({ metadata }: ImageTask): Extras {
  const parsed = extrasSchema.safeParse(metadata['comfyui'] ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = describeProblems(toFieldProblems(parsed.error));
  throw new GenerationError('InvalidRequest', `metadata.comfyui is not valid: ${problems}`);
}

/** One value, and the field of the job that it comes from. */
interface Filling {
  value: unknown;
  origin: string;
}

const toFillings = (
  { prompt, style, width, height, num_images = 1 }: ImageTask,
  { negative_prompt, seed, steps }: Extras,
  { has, ownSeed }: { has: (name: PlaceName) => boolean; ownSeed: number },
): Partial<Record<PlaceName, Filling>> => {
  const text = has('style') ? prompt : `${prompt}, ${style} style`;
  const extra = (name: keyof Extras, value: unknown) =>
    value === undefined ? {} : { [name]: { value, origin: `metadata.comfyui.${name}` } };
  return {
    prompt: { value: text, origin: 'prompt' },
    style: { value: style, origin: 'style' },
    width: { value: width, origin: 'width' },
    height: { value: height, origin: 'height' },
    num_images: { value: num_images, origin: 'num_images' },
    seed: { value: ownSeed, origin: 'seed' },
    ...extra('negative_prompt', negative_prompt),
    ...extra('seed', seed),
    ...extra('steps', steps),
  };
};

const ruleOf = ({ node, input }: Place, { graph }: ComfyTemplate, infos: NodeInfos) => {
  const info = infos.get(graph[node]?.class_type ?? '');
  const spec = info?.input.required?.[input] ?? info?.input.optional?.[input];
  return spec ? toInputRule(spec) : { kind: 'any' as const };
};

/** Puts a seed of ours into the bounds that an input has. */
const fitSeed = (seed: number, { min, max }: { min: number; max: number }): number => {
  const lowest = Math.max(0, min);
  return lowest + (seed % Math.max(1, Math.min(max, Number.MAX_SAFE_INTEGER) - lowest + 1));
};

/** The graph's own checkpoint where the server has it, else the first that it has. */
const pickCheckpoint = (own: unknown, options: readonly unknown[]): unknown =>
  options.length === 0 || options.includes(own) ? own : options[0];

function toValue(place: Place, filling: Filling | undefined, source: FillSource): unknown {
  const { template, infos } = source;
  const own = template.graph[place.node]?.inputs[place.input];
  const rule = ruleOf(place, template, infos);
  if (place.name === 'checkpoint') return rule.kind === 'list' ? pickCheckpoint(own, rule.options) : own;
  if (!filling) return own;
  const isOurs = filling.origin === 'seed' && typeof filling.value === 'number';
  return isOurs && rule.kind === 'number' ? fitSeed(filling.value as number, rule) : filling.value;
}

interface FillSource {
  template: ComfyTemplate;
  infos: NodeInfos;
}

/** What a job fills in. `seed` differs from submission to submission. */
export interface FillOptions extends FillSource {
  task: ImageTask;
  seed: number;
}

/** Asked for what the graph cannot be told: better said than ignored. */
function checkExtras(extras: Extras, has: (name: PlaceName) => boolean): void {
  const homeless = (Object.keys(extras) as (keyof Extras)[]).find((name) => !has(name));
  if (homeless === undefined) return;
  const message = `metadata.comfyui.${homeless} cannot be heeded: the graph has no $${homeless}`;
  throw new GenerationError('InvalidRequest', `${message}. Leave it out, or let the operator add it.`);
}

/**
 * Puts a job's values into the places of a graph. Several pictures are one batch where the graph has `$num_images`,
 * else copies of what depends on `$seed`, each with a seed of its own; without both there is one.
 * @throws GenerationError of type InvalidRequest when `metadata.comfyui` makes no sense
 */
export function fillTemplate({ template, task, seed, infos }: FillOptions): FilledGraph {
  const has = (name: PlaceName): boolean => template.places.some((place) => place.name === name);
  const extras = readExtras(task);
  checkExtras(extras, has);
  const fillings = toFillings(task, extras, { has, ownSeed: seed });
  const graph = structuredClone(template.graph);
  const origins = new Map<string, string>();
  for (const place of template.places) {
    const filling = fillings[place.name];
    const node = graph[place.node];
    if (node) node.inputs[place.input] = toValue(place, filling, { template, infos });
    if (filling) origins.set(`${place.node}.${place.input}`, filling.origin);
  }
  const copies = has('num_images') || !has('seed') ? 1 : (task.num_images ?? 1);
  return addCopies({ graph, outputs: template.outputs, origins }, template, copies);
}

/** Adds branches that differ by their seeds alone. */
function addCopies(
  { graph, ...filled }: FilledGraph,
  { places }: ComfyTemplate,
  copies: number,
): FilledGraph {
  const seeds = places.filter(({ name }) => name === 'seed');
  const roots = seeds.map(({ node }) => node);
  const numbers = Array.from({ length: copies - 1 }, (_, index) => index + 2);
  const branches = numbers.map((number) => {
    const branch = copyBranch(graph, roots, number);
    for (const { node, input } of seeds) {
      const inputs = branch[toCopyId(node, number)]?.inputs;
      if (inputs && typeof inputs[input] === 'number') inputs[input] += number - 1;
    }
    return branch;
  });
  const outputs = [
    ...filled.outputs,
    ...numbers.flatMap((number) => filled.outputs.map((id) => toCopyId(id, number))),
  ];
  return { ...filled, graph: Object.assign({}, graph, ...branches) as ComfyGraph, outputs };
}
