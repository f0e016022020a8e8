/** What each job that waits adds to everybody's patience, in milliseconds: so all of them ask ten times a second at most. */
const MS_PER_JOB = 100;

/** In milliseconds. */
const SHORTEST_MS = 5_000;

/** How long a job waits at most before it asks for its permit again, in milliseconds. */
export const LONGEST_PATIENCE_MS = 10 * 60_000;

/**
 * How long a job waits for its permit before it asks where it stands, in milliseconds. Each question is a step of its
 * workflow, which takes as much time of worker and engine as a fifth of a short job; where many wait, they are put seldom.
 * @param jobs that wait, or lately began to
 */
export function toPatienceMs(jobs: number): number {
  return Math.min(LONGEST_PATIENCE_MS, Math.max(SHORTEST_MS, jobs * MS_PER_JOB));
}
