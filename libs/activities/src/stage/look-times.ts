import { blendSeconds, type Stage } from '@genvideo/models';

/** Learns how long tasks of a stage run, from the looks that were planned for them. */
export interface LookTimes {
  /** By when a new task of a stage should be over, in milliseconds from its submission; 0 when none was seen to end yet. */
  toLikelyMs(stage: Stage): number;
  /** Begins with a task that was submitted this moment. */
  follow(stage: Stage): FollowedTask;
}

/** What becomes of a task that is watched from its submission. */
export interface FollowedTask {
  /** The next look is planned in so many milliseconds. */
  planned(milliseconds: number): void;
  /** A look found it running. */
  ran(): void;
  /** A look got no usable answer: when the task ends will not be known. */
  missed(): void;
  /** A look found it completed. */
  completed(): void;
}

/** Later than this nobody looks for the first time, so that nothing longer need be known; in seconds. */
const LONGEST_SECONDS = 2;

/** The most that one task counts for, as a multiple of what was expected: it may have waited, and not run. */
const MOST = 2;

/**
 * A task that its first look found completed may have been over long before. It counts as this share of the time until then,
 * and as less with each such task in a row. Without that, late looks would make later ones of themselves.
 */
const SOONER = 0.99;

/** The same for a task that a look found running: the next one is looked at a little later, to be over by then. */
const LATER = 1.1;

/** @param now a clock in milliseconds that goes on evenly */
export function createLookTimes(now: () => number = () => performance.now()): LookTimes {
  const likelySeconds: Partial<Record<Stage, number>> = {};
  const soonerInARow: Record<Stage, number> = { image: 0, video: 0 };
  const learn = (stage: Stage, plannedMs: number, ran: boolean): void => {
    const inARow = ran ? 0 : soonerInARow[stage] + 1;
    soonerInARow[stage] = inARow;
    const seconds = (plannedMs / 1_000) * (ran ? LATER : SOONER ** inARow);
    const likely = likelySeconds[stage];
    const most = Math.min(LONGEST_SECONDS, (likely ?? Infinity) * MOST);
    likelySeconds[stage] = blendSeconds(likely, Math.min(seconds, most));
  };
  return {
    toLikelyMs: (stage) => (likelySeconds[stage] ?? 0) * 1_000,
    follow: (stage) => {
      const startedAt = now();
      let lookAt = startedAt;
      let hasRun = false;
      let isKnown = true;
      return {
        planned: (milliseconds) => {
          lookAt = now() + milliseconds;
        },
        ran: () => {
          hasRun = true;
        },
        missed: () => {
          isKnown = false;
        },
        // A look may come sooner than planned, when somebody is in a hurry; that it came late says nothing of the task.
        completed: () => {
          if (isKnown) learn(stage, Math.min(lookAt, now()) - startedAt, hasRun);
        },
      };
    },
  };
}
