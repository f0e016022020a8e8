/** How long after a beat is due it is looked for, in milliseconds: it has to get from the worker to the engine. */
const MARGIN_MS = 60;

/** How much later it is looked for after each look that came too early, and at most, in milliseconds. */
const LATER_MS = 40;
const MOST_LATER_MS = 400;

/** How soon a beat that is overdue is looked for again, in milliseconds. */
const OVERDUE_MS = 150;

/** Beats that are nearer or farther from each other than this have no rhythm to keep to, in milliseconds. */
const SHORTEST_PERIOD_MS = 200;
const LONGEST_PERIOD_MS = 1_500;

/** How much of a wait has to pass before a look, as a share of it. */
const SOONEST = 0.7;

/** How much the latest beat counts against those before it. */
const WEIGHT = 0.3;

/**
 * Knows when a job's next heartbeat is due. Workers beat at regular intervals, and a look just after a beat sees it fresh,
 * where one at any time sees it half an interval old.
 *
 * Beats are told in the engine's time and looks are made in ours. Where the two clocks differ, looks come at another
 * moment of the interval, which is no worse than any; looks that come just too early move on by themselves.
 */
export class BeatClock {
  private beatAtMs: number | null = null;
  private periodMs: number | null = null;
  private laterMs = 0;
  private isOverdue = false;

  /** Takes what a look has told: when the job beat last, null while it does not. */
  note(beatAtMs: number | null, nowMs: number): void {
    const before = this.beatAtMs;
    this.beatAtMs = beatAtMs;
    if (beatAtMs === null || before === null) return this.forget();
    if (beatAtMs > before) {
      this.isOverdue = false;
      return this.learn(beatAtMs - before);
    }
    // Twice in vain: whatever the reason is, it is not a beat that is a moment late.
    if (this.isOverdue) return this.forget();
    this.isOverdue = this.periodMs !== null && nowMs - beatAtMs > this.periodMs;
    if (this.isOverdue) this.laterMs = Math.min(MOST_LATER_MS, this.laterMs + LATER_MS);
  }

  /** How long to wait so as to see the next beat fresh, about `usualMs`; null where no rhythm is known. */
  toDelayMs(usualMs: number, nowMs: number): number | null {
    const { beatAtMs, periodMs } = this;
    if (beatAtMs === null || periodMs === null || periodMs > usualMs / SOONEST) return null;
    if (this.isOverdue) return OVERDUE_MS;
    const soonestMs = nowMs + usualMs * SOONEST;
    const firstMs = beatAtMs + MARGIN_MS + this.laterMs;
    const beats = Math.ceil((soonestMs - firstMs) / periodMs);
    return Math.round(firstMs + beats * periodMs - nowMs);
  }

  /** Between two looks there may have been more beats than one. */
  private learn(sinceLastMs: number): void {
    const known = this.periodMs;
    const beats = known === null ? 1 : Math.max(1, Math.round(sinceLastMs / known));
    const periodMs = sinceLastMs / beats;
    if (periodMs < SHORTEST_PERIOD_MS || periodMs > LONGEST_PERIOD_MS) return this.forget();
    this.periodMs = known === null ? periodMs : known + WEIGHT * (periodMs - known);
  }

  private forget(): void {
    this.periodMs = null;
    this.isOverdue = false;
  }
}
