import type { ComfyGraph, ComfyNode } from '@genvideo/models/wire';
import { isLink, listDownstream } from './graph-links';

/** The id of a node's copy; the original counts as number 1. */
export const toCopyId = (id: string, number: number): string => `${id}x${number}`;

/** Copies nodes and all that depends on them; what they need from elsewhere is shared with the originals. */
export function copyBranch(graph: ComfyGraph, roots: readonly string[], number: number): ComfyGraph {
  const branch = listDownstream(graph, roots);
  const relink = (value: unknown): unknown =>
    isLink(value) && branch.has(value[0]) ? [toCopyId(value[0], number), value[1]] : value;
  const copy = ({ inputs, ...node }: ComfyNode): ComfyNode => ({
    ...node,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, relink(value)])),
  });
  return Object.fromEntries(
    [...branch].flatMap((id) => {
      const node = graph[id];
      return node ? [[toCopyId(id, number), copy(node)]] : [];
    }),
  );
}
