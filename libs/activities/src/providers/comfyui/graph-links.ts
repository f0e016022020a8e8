import type { ComfyGraph } from '@genvideo/models/wire';

/** An input that takes what another node gives: the node's id and the number of its output. */
export type NodeLink = readonly [node: string, slot: number];

export function isLink(value: unknown): value is NodeLink {
  if (!Array.isArray(value) || value.length !== 2) return false;
  return typeof value[0] === 'string' && typeof value[1] === 'number';
}

const listSources = (graph: ComfyGraph, id: string): string[] =>
  Object.values(graph[id]?.inputs ?? {}).flatMap((value) => (isLink(value) ? [value[0]] : []));

/** Nodes and all that they need: what ComfyUI runs. */
export function listUpstream(graph: ComfyGraph, nodes: readonly string[]): Set<string> {
  const found = new Set<string>();
  const left = [...nodes];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id) || graph[id] === undefined) continue;
    found.add(id);
    left.push(...listSources(graph, id));
  }
  return found;
}

/** Nodes and all that depends on them. */
export function listDownstream(graph: ComfyGraph, nodes: readonly string[]): Set<string> {
  const found = new Set(nodes);
  const ids = Object.keys(graph);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const id of ids) if (listSources(graph, id).some((source) => found.has(source))) found.add(id);
  }
  return found;
}
