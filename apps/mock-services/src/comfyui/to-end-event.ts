import { nowMs } from '../now-ms';
import type { PromptItem } from './prompt-item';
import type { RunEnding } from './run-graph';

/** The last event of a run; a lost one has none. */
export function toEndEvent(
  { promptId: prompt_id, task, outputs }: PromptItem,
  status: RunEnding['status'],
): { type: string; data: object } | null {
  const timestamp = nowMs();
  if (status === 'lost') return null;
  if (status === 'success') return { type: 'execution_success', data: { prompt_id, timestamp } };
  const where = { prompt_id, node_id: outputs[0] ?? '', node_type: 'KSampler', executed: [], timestamp };
  if (status === 'interrupted') return { type: 'execution_interrupted', data: where };
  const reason = {
    exception_message: task.plan.error ?? 'The mock was told to fail.',
    exception_type: 'RuntimeError',
    traceback: [],
    current_inputs: {},
    current_outputs: [],
  };
  return { type: 'execution_error', data: { ...where, ...reason } };
}
