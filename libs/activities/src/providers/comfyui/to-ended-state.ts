import type { ComfyFile, ComfyHistoryEntry, ComfyJob, ComfyOutputs } from '@genvideo/models/wire';
import { GenerationError } from '../../generation-error';
import type { TaskState } from '../provider-port';

/** What tells where the result is. */
export interface ResultPlace {
  /** The nodes that save it, in order. */
  outputs: readonly string[];
  toViewUrl: (file: ComfyFile) => string;
}

/** The longest reason that is passed on. */
const LONGEST_REASON = 500;

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

function toReason(error: Record<string, unknown>): string {
  const where = `node ${asText(error['node_id'])} (${asText(error['node_type'])})`;
  const kind = asText(error['exception_type']) || 'error';
  const message = asText(error['exception_message']).replaceAll(/\s+/g, ' ').trim();
  return `${where}: ${kind}: ${message || 'no reason given'}`.slice(0, LONGEST_REASON);
}

/** `9x2` is a copy of 9. */
const isCopyOf = (id: string, output: string): boolean =>
  id.startsWith(`${output}x`) && /^\d+$/.test(id.slice(output.length + 1));

function listFiles(made: ComfyOutputs, outputs: readonly string[]): ComfyFile[] {
  const order = (id: string): number => Number(/x(\d+)$/.exec(id)?.[1] ?? 1);
  const ids = Object.keys(made).filter((id) =>
    outputs.some((output) => id === output || isCopyOf(id, output)),
  );
  const wanted = ids.sort((one, other) => order(one) - order(other)).flatMap((id) => made[id]?.images ?? []);
  if (wanted.length > 0) return wanted;
  // A prompt of before the operator changed the graph: what it saved counts, what it only showed does not.
  return Object.values(made).flatMap(({ images = [] }) => images.filter(({ type }) => type === 'output'));
}

/**
 * What a run's end comes to. An interrupted run says that it failed; only its last message tells.
 * @throws GenerationError of type ProviderMisconfigured when the graph saved no picture
 */
export function toEndedState(entry: ComfyHistoryEntry, { outputs, toViewUrl }: ResultPlace): TaskState {
  const { status } = entry;
  const [event, data] = status?.messages.at(-1) ?? [];
  if (event === 'execution_interrupted') return { status: 'cancelled' };
  if (status?.status_str === 'error') {
    const error = status.messages.find(([name]) => name === 'execution_error')?.[1] ?? data ?? {};
    return { status: 'failed', reason: toReason(error) };
  }
  const urls = listFiles(entry.outputs, outputs).map(toViewUrl);
  if (urls.length > 0) return { status: 'completed', output: { urls } };
  throw new GenerationError(
    'ProviderMisconfigured',
    `ComfyUI finished, but node ${outputs.join(', ')} of the graph saved no picture. ` +
      'Put $output into the title of the node that saves it (COMFYUI_WORKFLOW_FILE).',
  );
}

/** A job of newer servers as their history would have it. */
export function toHistoryEntry({
  status,
  outputs,
  execution_status,
  execution_error,
}: ComfyJob): ComfyHistoryEntry {
  const last: Partial<Record<ComfyJob['status'], string>> = {
    failed: 'execution_error',
    cancelled: 'execution_interrupted',
  };
  const event = last[status];
  const told = execution_status?.messages ?? [];
  const messages =
    told.length > 0 || event === undefined
      ? told
      : [[event, execution_error ?? {}] as [string, Record<string, unknown>]];
  return {
    outputs: outputs ?? {},
    status: { status_str: status === 'completed' ? 'success' : 'error', messages },
  };
}
