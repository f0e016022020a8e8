/** How far tasks are whose service does not say so: guessed from the time that others took. */
export interface PercentEstimate {
  /** Of a task that has been running since `startedAt`; never less than for the same task before. */
  read(taskId: string, startedAt: number): number;
  /** A task has ended; `seconds` is what it took, null where that is not known or tells nothing. */
  end(taskId: string, seconds: number | null): void;
}

/** Where the guess slows down: what takes longer than usual may take much longer. */
const USUAL_END = 90;

/** The most that is ever guessed. */
const CEILING = 99;

/** The weight of the latest task in the usual time. */
const LATEST_WEIGHT = 0.3;

/** How many tasks are remembered, so that forgotten ones do not pile up. */
const MEMORY = 10_000;

/** Percent of a task that has had `share` of the usual time; steady until it should be over, then ever slower. */
const toPercent = (share: number): number =>
  share < USUAL_END / 100
    ? share * 100
    : USUAL_END + (CEILING - USUAL_END) * (1 - Math.exp(USUAL_END / 100 - share));

/** `usualSeconds` is what a task takes as long as none has been seen; `now` is this machine's clock. */
export function createPercentEstimate(usualSeconds: number, now: () => number): PercentEstimate {
  let usualMs = usualSeconds * 1_000;
  const shown = new Map<string, number>();
  return {
    read(taskId, startedAt) {
      const percent = Math.max(toPercent(Math.max(0, now() - startedAt) / usualMs), shown.get(taskId) ?? 0);
      shown.set(taskId, percent);
      const [oldest] = shown.keys();
      if (shown.size > MEMORY && oldest !== undefined) shown.delete(oldest);
      return percent;
    },
    end(taskId, seconds) {
      shown.delete(taskId);
      if (seconds !== null) usualMs += LATEST_WEIGHT * (Math.max(0.1, seconds) * 1_000 - usualMs);
    },
  };
}
