import { blendSeconds, type Stage } from '@genvideo/models';

/** Learns how long after their submission tasks of a stage end, from the looks that found them ended. */
export interface LookTimes {
  /**
   * Notes when a task was found to have ended.
   * @param afterMs when it was to be looked at, in milliseconds from its submission; that the look itself came late says nothing of the task
   * @param sawItRun whether a look before that found it running
   */
  foundEnded(stage: Stage, afterMs: number, sawItRun: boolean): void;
  /** When a new task of a stage should be over, in milliseconds from its submission; 0 when none was seen to end yet. */
  toLikelyMs(stage: Stage): number;
}

/**
 * What a task found ended at its first look is taken to have lasted, as a share of the time until then: it may have ended
 * long before. Without that, late looks would make later ones of themselves.
 */
const SOONER = 0.98;

/** The same for a task that a look found running: the next one is looked at a little later, to be over by then. */
const LATER = 1.1;

export function createLookTimes(): LookTimes {
  const means: Partial<Record<Stage, number>> = {};
  return {
    foundEnded: (stage, afterMs, sawItRun) => {
      means[stage] = blendSeconds(means[stage], afterMs * (sawItRun ? LATER : SOONER));
    },
    toLikelyMs: (stage) => means[stage] ?? 0,
  };
}
