import type { Machine } from '../measurement';
import { readMachine } from '../read-machine';
import type { BatchBenchOptions } from './batch-options';
import { openBatchStand, type BatchBenchContext, type BatchStand } from './open-batch-stand';

/** A run of a benchmark of batches, and what it found out. */
export interface BatchBenchRun<Found> {
  command: string;
  options: BatchBenchOptions;
  started_at: string;
  machine: Machine;
  found: Found;
}

/** Measures something on an engine of its own, with the API and the worker as they are built. */
export async function runBatchBench<Found>(
  options: BatchBenchOptions,
  context: BatchBenchContext,
  measure: (options: BatchBenchOptions, stand: BatchStand) => Promise<Found>,
): Promise<BatchBenchRun<Found>> {
  const { command } = context;
  const started_at = new Date().toISOString();
  const machine = await readMachine();
  const running = await openBatchStand(options, context);
  const { stand } = running;
  try {
    const found = await measure(options, running);
    return {
      command,
      options,
      started_at,
      machine: { ...machine, temporal_server: stand.serverVersion },
      found,
    };
  } finally {
    await stand.close();
  }
}
