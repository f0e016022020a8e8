import type { ComfyGraph } from '@genvideo/models/wire';

/** An input that takes what another node's output gives. */
export type NodeLink = readonly [node: string, slot: number];

export function isLink(value: unknown): value is NodeLink {
  return (
    Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number'
  );
}

/** A node and all that it needs, in an order in which they can run. */
export function listUpstream(graph: ComfyGraph, nodes: readonly string[]): string[] {
  const order = new Set<string>();
  const visiting = new Set<string>();
  const visit = (id: string): void => {
    if (order.has(id) || visiting.has(id)) return;
    visiting.add(id);
    for (const value of Object.values(graph[id]?.inputs ?? {})) if (isLink(value)) visit(value[0]);
    order.add(id);
  };
  nodes.forEach(visit);
  return [...order];
}

/** What a node's result depends on; two nodes with the same signature make the same. */
export function toSignature(graph: ComfyGraph, id: string): string {
  const node = graph[id];
  const inputs = Object.entries(node?.inputs ?? {}).map(([name, value]) => [
    name,
    isLink(value) ? [toSignature(graph, value[0]), value[1]] : value,
  ]);
  return JSON.stringify([node?.class_type, inputs]);
}
