import { setTimeout as delay } from 'node:timers/promises';
import { EXIT_STATUS, type ExitStatus } from '@genvideo/runtime';
import type { ProgressSession } from './progress-session';

export interface MonitorPace {
  /** From the beginning of one look to that of the next. */
  intervalSeconds: number;
  /** How many looks at most. */
  maxIterations: number;
}

/**
 * Looks at a job again and again and shows every look, until the job has ended or the looks are used up. If nobody can
 * be asked at the first look, that is the end, too; later it is waited for.
 */
export async function showUntilEnd(
  workflowId: string,
  { ask, view, signal }: ProgressSession,
  { intervalSeconds, maxIterations }: MonitorPace,
): Promise<ExitStatus> {
  for (let look = 1; ; look += 1) {
    const startedAt = performance.now();
    const reading = await ask(workflowId);
    view.show(reading);
    const neverSeen = look === 1 && reading.exitStatus !== EXIT_STATUS.ok;
    if (reading.final || neverSeen || look >= maxIterations) return reading.exitStatus;
    const restMs = startedAt + intervalSeconds * 1_000 - performance.now();
    await delay(Math.max(0, restMs), undefined, { signal });
  }
}
