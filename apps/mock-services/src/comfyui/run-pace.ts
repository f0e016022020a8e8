import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs } from '../now-ms';
import type { RunContext } from './run-context';

/** Ends a run before its last node. */
export class Interruption extends Error {
  override readonly name = 'Interruption';

  constructor(readonly how: 'error' | 'interrupted' | 'lost') {
    super(`the run ends: ${how}`);
  }
}

/** Spreads the steps of a run over its task's time, and lets happen what its plan has. */
export interface RunPace {
  /** Waits until the next step is done. Rejects with an Interruption where the run ends there. */
  step(): Promise<void>;
}

const CHECK_MS = 5;
const STUCK_AT = 0.5;

export function createRunPace(
  { item, isInterrupted, stopping }: Pick<RunContext, 'item' | 'isInterrupted' | 'stopping'>,
  total: number,
): RunPace {
  const { outcome, totalMs, endsAfterMs, stallMs = 0 } = item.task.plan;
  let startedAt = nowMs();
  let mayStall = stallMs > 0;
  const shareAtEnd = outcome === 'stuck' ? STUCK_AT : endsAfterMs / totalMs;
  let done = 0;

  const endEarly = async (): Promise<never> => {
    if (outcome === 'fail') throw new Interruption('error');
    if (outcome === 'lose') throw new Interruption('lost');
    if (outcome === 'interrupt') throw new Interruption('interrupted');
    while (!isInterrupted()) await sleep(CHECK_MS, undefined, { signal: stopping });
    throw new Interruption('interrupted');
  };
  return {
    async step() {
      done += 1;
      const waitMs = startedAt + (totalMs * done) / total - nowMs();
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: stopping });
      if (mayStall && done / total >= STUCK_AT) {
        mayStall = false;
        startedAt += stallMs;
        await sleep(stallMs, undefined, { signal: stopping });
      }
      stopping.throwIfAborted();
      if (outcome !== 'complete' && done / total >= shareAtEnd) await endEarly();
      // What comes inside the very last node is not seen any more.
      if (isInterrupted() && done < total) throw new Interruption('interrupted');
    },
  };
}
