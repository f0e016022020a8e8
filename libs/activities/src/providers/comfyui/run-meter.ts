import type { ComfyEvent, ComfyGraph } from '@genvideo/models/wire';
import { listUpstream } from './graph-links';

/** How far a run is, told by the events of its nodes. */
export interface RunMeter {
  take(event: ComfyEvent): void;
  /** 0 to 99; the end itself is for the history to tell. Never goes down. */
  percent(): number;
}

/** A node that samples takes as long as it has steps; all others are next to nothing, and count as one. */
const toWeight = (steps: unknown): number => (typeof steps === 'number' && steps >= 1 ? steps : 1);

const MOST = 99;

/** Weighs the nodes that have to run. */
export function createRunMeter(graph: ComfyGraph, outputs: readonly string[]): RunMeter {
  const weights = new Map(
    [...listUpstream(graph, outputs)].map((id) => [id, toWeight(graph[id]?.inputs['steps'])]),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const shares = new Map<string, number>();
  let running: string | null = null;
  let highest = 0;

  // A node may have several bars one after the other: what it had counts.
  const raise = (id: string, share: number): void => {
    shares.set(id, Math.max(shares.get(id) ?? 0, Math.min(1, share)));
  };
  const takeShares = (event: ComfyEvent): void => {
    const { type, data } = event;
    if (type === 'execution_cached') for (const id of data.nodes) raise(id, 1);
    if (type === 'executed') raise(data.node, 1);
    if (type === 'progress' && data.max > 0) raise(data.node, data.value / data.max);
    if (type !== 'progress_state') return;
    for (const [id, { value, max, state }] of Object.entries(data.nodes)) {
      if (state === 'finished') raise(id, 1);
      else if (max > 0) raise(id, value / max);
    }
  };
  return {
    take(event) {
      if (event.type === 'executing') {
        if (running !== null && running !== event.data.node) raise(running, 1);
        running = event.data.node;
      }
      takeShares(event);
      let done = 0;
      for (const [id, weight] of weights) done += weight * (shares.get(id) ?? 0);
      highest = Math.max(highest, Math.min(MOST, (100 * done) / total));
    },
    percent: () => highest,
  };
}
