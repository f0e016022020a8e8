import type { ComfyNode, ComfyOutputs } from '@genvideo/models/wire';
import { nowMs } from '../now-ms';
import { listUpstream, toSignature } from './graph-links';
import { nodeCatalog } from './node-catalog';
import type { RunContext } from './run-context';
import { createRunPace, Interruption, type RunPace } from './run-pace';

/** How a run ended; `outputs` is what was made until then. */
export interface RunEnding {
  readonly status: 'success' | 'error' | 'interrupted' | 'lost';
  readonly outputs: ComfyOutputs;
}

/** The steps of a node; one that samples has as many as it is told. */
const countSteps = ({ inputs }: ComfyNode): number => {
  const steps = Number(inputs['steps']);
  return Number.isInteger(steps) && steps > 0 ? steps : 1;
};

/** Runs a graph in the time that its task was given, node by node, and tells of every step. */
export async function runGraph(context: RunContext): Promise<RunEnding> {
  const run = new GraphRun(context);
  try {
    await run.toEnd();
    return { status: 'success', outputs: run.outputs };
  } catch (error) {
    if (context.stopping.aborted) return { status: 'lost', outputs: {} };
    if (error instanceof Interruption) return { status: error.how, outputs: run.outputs };
    throw error;
  }
}

class GraphRun {
  readonly outputs: ComfyOutputs = {};
  private readonly states: Record<string, object> = {};
  private readonly promptId: string;
  private readonly cached: readonly string[];
  private readonly left: readonly string[];
  private readonly pace: RunPace;

  constructor(private readonly context: RunContext) {
    const { item, cache } = context;
    this.promptId = item.promptId;
    const nodes = listUpstream(item.graph, item.outputs);
    this.cached = nodes.filter((id) => cache.has(toSignature(item.graph, id)));
    this.left = nodes.filter((id) => !this.cached.includes(id));
    const total = this.left.reduce((sum, id) => sum + countSteps(this.node(id)), 0);
    this.pace = createRunPace(context, total);
  }

  async toEnd(): Promise<void> {
    const { item, cache, tell } = this.context;
    const stamp = { prompt_id: this.promptId, timestamp: nowMs() };
    tell('execution_start', stamp);
    tell('execution_cached', { ...stamp, nodes: this.cached });
    for (const id of this.cached) this.keep(id, cache.get(toSignature(item.graph, id)) ?? {});
    for (const id of this.left) await this.runNode(id);
  }

  private node(id: string): ComfyNode {
    return this.context.item.graph[id] ?? { class_type: '', inputs: {} };
  }

  private async runNode(id: string): Promise<void> {
    const { tell, tellPreview, save } = this.context;
    const prompt_id = this.promptId;
    const node = this.node(id);
    const steps = countSteps(node);
    this.tellState(id, 0, 'running');
    tell('executing', { node: id, display_node: id, prompt_id });
    for (let step = 1; step <= steps; step += 1) {
      await this.pace.step();
      if (steps > 1) tell('progress', { value: step, max: steps, prompt_id, node: id });
      this.tellState(id, step, 'running');
      if (step === 1) tellPreview();
    }
    if (nodeCatalog[node.class_type]?.output_node) this.keep(id, await save(id, node));
    this.tellState(id, steps, 'finished');
  }

  private tellState(id: string, value: number, state: string): void {
    const prompt_id = this.promptId;
    const max = countSteps(this.node(id));
    this.states[id] = {
      value,
      max,
      state,
      node_id: id,
      display_node_id: id,
      parent_node_id: null,
      prompt_id,
    };
    this.context.tell('progress_state', { prompt_id, nodes: { ...this.states } });
  }

  private keep(id: string, output: ComfyOutputs[string]): void {
    if (Object.keys(output).length === 0) return;
    this.outputs[id] = output;
    this.context.tell('executed', { node: id, display_node: id, output, prompt_id: this.promptId });
  }
}
