import type { DeployPhase } from './deploy-result';

const toSeconds = (ms: number): number => Math.round(ms / 100) / 10;

/**
 * What a phase comes to.
 * @param span when it began and ended, in milliseconds
 * @param ends when jobs completed, in or out of it, in any order
 */
export function toPhase(
  name: DeployPhase['name'],
  span: { from: number; until: number },
  ends: readonly number[],
): DeployPhase {
  const { from, until } = span;
  const within = ends.filter((at) => at >= from && at < until).sort((left, right) => left - right);
  const marks = [from, ...within, until];
  const gaps = marks.slice(1).map((at, index) => at - (marks[index] ?? at));
  return {
    name,
    seconds: toSeconds(until - from),
    completed: within.length,
    jobs_per_second: Math.round((within.length / ((until - from) / 1_000)) * 100) / 100,
    longest_gap_seconds: toSeconds(Math.max(...gaps)),
  };
}
