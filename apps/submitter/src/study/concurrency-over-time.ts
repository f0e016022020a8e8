/** From a moment on, up to but not including another; in milliseconds since 1970. */
export interface Interval {
  from: number;
  to: number;
}

/** From `at` (milliseconds since 1970) on, `count` intervals are open. */
export interface Step {
  at: number;
  count: number;
}

/** How many intervals are open over time: one step per moment at which that changes. */
export function toSteps(intervals: readonly Interval[]): Step[] {
  const changes = new Map<number, number>();
  const change = (at: number, by: number): void => void changes.set(at, (changes.get(at) ?? 0) + by);
  for (const { from, to } of intervals) {
    change(from, 1);
    change(Math.max(from, to), -1);
  }
  let count = 0;
  return [...changes]
    .sort(([left], [right]) => left - right)
    .map(([at, by]) => ({ at, count: (count += by) }));
}

/** The most that were open at once. */
export function toHighest(steps: readonly Step[]): number {
  return steps.reduce((highest, { count }) => Math.max(highest, count), 0);
}
