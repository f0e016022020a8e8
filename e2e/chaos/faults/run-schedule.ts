import { setTimeout as delay } from 'node:timers/promises';
import { toKindName, type ChaosEvent } from '../schedule/chaos-event';
import type { ChaosRun } from './chaos-run';
import type { ExecutedEvent } from './executed-event';
import { performEvent } from './perform-event';

export interface RunScheduleOptions {
  startedAtMs: number;
  onProgress: (line: string) => void;
}

/** Lets everything happen at its time, and resolves when all of it is over. */
export async function runSchedule(
  run: ChaosRun,
  schedule: readonly ChaosEvent[],
  { startedAtMs, onProgress }: RunScheduleOptions,
): Promise<ExecutedEvent[]> {
  const sinceStart = (): number => Date.now() - startedAtMs;
  const perform = async (event: ChaosEvent): Promise<ExecutedEvent> => {
    const began_ms = sinceStart();
    const name = toKindName(event);
    try {
      const outcome = await performEvent(run, event);
      onProgress(`${(began_ms / 1_000).toFixed(1)} s: ${name}: ${outcome} (${sinceStart() - began_ms} ms)`);
      return { event, began_ms, over_ms: sinceStart(), outcome, failed: false };
    } catch (error) {
      onProgress(`${(began_ms / 1_000).toFixed(1)} s: ${name} failed: ${String(error)}`);
      return { event, began_ms, over_ms: sinceStart(), outcome: String(error), failed: true };
    }
  };
  return Promise.all(
    schedule.map(async (event) => {
      await delay(Math.max(0, event.at_ms - sinceStart()), undefined, { signal: run.signal });
      return perform(event);
    }),
  );
}
