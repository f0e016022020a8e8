/** Over how long the rate is taken, in milliseconds: long enough that videos, too, end in it. */
const SPAN_MS = 5 * 60_000;

/** How often a point is kept, in milliseconds. */
const STEP_MS = 2_000;

/** How long it takes until a rate can be told, in milliseconds. */
const LEAST_SPAN_MS = 4_000;

/** How many items have ended a minute lately. */
export interface RateMeter {
  /** Null while nobody can tell. */
  read(ended: number, nowMs: number): number | null;
}

/** @param ended how many had ended when the count begins */
export function createRateMeter(ended: number, nowMs: number): RateMeter {
  const points = [{ ended, atMs: nowMs }];
  return {
    read(count, atMs) {
      const latest = points.at(-1);
      if (latest && atMs - latest.atMs >= STEP_MS) points.push({ ended: count, atMs });
      while ((points[1]?.atMs ?? Infinity) <= atMs - SPAN_MS) points.shift();
      const [first] = points;
      if (!first || atMs - first.atMs < LEAST_SPAN_MS || count <= first.ended) return null;
      return ((count - first.ended) * 60_000) / (atMs - first.atMs);
    },
  };
}
