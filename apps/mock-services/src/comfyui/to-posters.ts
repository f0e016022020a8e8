import type { ComfyGraph } from '@genvideo/models/wire';
import type { Poster } from '../draw-poster';
import { isLink, listUpstream } from './graph-links';

/** Inputs that lead to the negative prompt, which is not to be drawn. */
const UNWANTED = new Set(['negative']);

/** The texts that an output's picture is made from: what is upstream of it, but not by way of a negative prompt. */
function listTexts(graph: ComfyGraph, id: string, seen = new Set<string>()): string[] {
  if (seen.has(id)) return [];
  seen.add(id);
  return Object.entries(graph[id]?.inputs ?? {}).flatMap(([name, value]) => {
    if (isLink(value)) return UNWANTED.has(name) ? [] : listTexts(graph, value[0], seen);
    return name === 'text' && typeof value === 'string' ? [value] : [];
  });
}

/** The value that counts: that of the node that comes last. */
function lastNumber(graph: ComfyGraph, id: string, names: readonly string[]): number | undefined {
  const values = listUpstream(graph, [id]).flatMap((node) =>
    names.flatMap((name) => graph[node]?.inputs[name] ?? []),
  );
  return values.filter((value): value is number => typeof value === 'number').at(-1);
}

/** What the pictures of an output node show. */
export function toPosters(graph: ComfyGraph, output: string): Poster[] {
  const prefix = graph[output]?.inputs['filename_prefix'];
  const width = lastNumber(graph, output, ['width']) ?? 512;
  const height = lastNumber(graph, output, ['height']) ?? 512;
  const seed = lastNumber(graph, output, ['seed', 'noise_seed', 'color']) ?? 0;
  const count = lastNumber(graph, output, ['batch_size']) ?? 1;
  const prompt = toPrompt(graph, [output]) || (typeof prefix === 'string' ? prefix : 'ComfyUI');
  return Array.from({ length: count }, (_, index) => ({
    ...{ prompt, style: 'ComfyUI', width, height, seed: seed + index },
  }));
}

/** The prompt of a graph, as far as one can be found. */
export function toPrompt(graph: ComfyGraph, outputs: readonly string[]): string {
  return [...new Set(outputs.flatMap((output) => listTexts(graph, output)))].join(', ');
}
