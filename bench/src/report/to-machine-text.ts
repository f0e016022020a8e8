import type { Machine } from '../measurement';

/** A run of a benchmark, and what it was made on. */
export interface MeasuredRun {
  machine: Omit<Machine, 'redis' | 'bullmq'>;
  command: string;
  started_at: string;
  /** How long it took in all. */
  seconds?: number;
}

/** The command of a run, when it was made and on what, in Markdown. */
export function toMachineText({ machine, command, started_at, seconds }: MeasuredRun): string {
  return [
    '```',
    command,
    '```',
    '',
    `- Date: ${started_at}${seconds === undefined ? '' : `; ${seconds} s in all`}`,
    `- Machine: ${machine.cores} cores (${machine.cpu}), ${machine.memory_gib} GiB, ${machine.os}, Node ${machine.node}`,
    `- Temporal server ${machine.temporal_server}, SDK ${machine.temporal_sdk}`,
    `- Load of the machine before the run (1, 5, 15 minutes): ${machine.load_before.join(', ')}`,
  ].join('\n');
}
