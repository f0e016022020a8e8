import { isRunning, type FollowedJob } from './followed-job';

const byAge = (left: FollowedJob, right: FollowedJob): number => left.lookedAt - right.lookedAt;

/**
 * Which jobs to look at next, at most `budget`: half of it for those that run, whose percent people watch, the rest
 * for all others; within each those that have not been looked at for longest.
 */
export function chooseJobs(jobs: readonly FollowedJob[], budget: number): FollowedJob[] {
  const open = jobs.filter(({ created, end }) => created !== null && end === null);
  const running = open.filter(isRunning).sort(byAge);
  const waiting = open.filter((job) => !isRunning(job)).sort(byAge);
  const share = Math.max(Math.ceil(budget / 2), budget - waiting.length);
  const first = running.slice(0, share);
  return [...first, ...waiting.slice(0, budget - first.length)];
}
