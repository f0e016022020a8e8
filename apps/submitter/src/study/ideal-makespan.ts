/** The formula of {@link toIdealMakespan}, as reports state it. */
export const IDEAL_FORMULA =
  'List scheduling of the jobs, in the order of their submission, over as many machines as there are permits, with no time lost in between: ceil(jobs / limit) x (image + video seconds) for equal jobs. A task counts what it took at the provider, at most the seconds asked for.';

/**
 * How long jobs take when nothing is lost between them: each goes to the permit that is free first.
 * @param jobSeconds what each job takes at its providers, in seconds, in the order of submission
 * @param limit how many may run at once, at least 1
 */
export function toIdealMakespan(jobSeconds: readonly number[], limit: number): number {
  const freeAt = Array.from({ length: Math.min(limit, jobSeconds.length) }, () => 0);
  for (const seconds of jobSeconds) {
    const first = freeAt.indexOf(Math.min(...freeAt));
    freeAt[first] = (freeAt[first] ?? 0) + seconds;
  }
  return Math.max(0, ...freeAt);
}
