import type { ServiceFaults } from './service-faults';
import type { TaskPlan } from './task';

/** Node's timers take no more than this, about 24 days. */
const longestTimerMs = 2 ** 31 - 1;

/** Decides how a task will go when it is accepted. `jobSeconds` is the time of a job of this service. */
export function planTask(faults: ServiceFaults, jobSeconds: number, diceKey: string): TaskPlan {
  const totalMs = Math.min(longestTimerMs, jobSeconds * 1000 * faults.settings().slow_progress);
  if (faults.takeFailFirst()) {
    return {
      outcome: 'fail',
      totalMs,
      endsAfterMs: totalMs / 2,
      error: 'The mock was told to fail its first jobs (fail_first).',
    };
  }
  if (faults.strikes('lose_task_rate', diceKey))
    return { outcome: 'lose', totalMs, endsAfterMs: totalMs / 2 };
  if (faults.strikes('stuck_rate', diceKey)) return { outcome: 'stuck', totalMs, endsAfterMs: Infinity };
  if (faults.strikes('failure_rate', diceKey)) {
    const share = 0.2 + 0.6 * faults.share('failure_share', diceKey);
    return {
      outcome: 'fail',
      totalMs,
      endsAfterMs: totalMs * share,
      error: 'The mock was told to fail this job (failure_rate).',
    };
  }
  if (!faults.strikes('stall_rate', diceKey)) return { outcome: 'complete', totalMs, endsAfterMs: totalMs };
  const { stall_ms: stallMs } = faults.settings();
  return { outcome: 'complete', totalMs, endsAfterMs: totalMs + stallMs, stallMs };
}
