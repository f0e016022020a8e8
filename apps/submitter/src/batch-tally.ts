import { isRunning, toPercent, type FollowedJob } from './followed-job';

/** A batch in numbers. */
export interface BatchTally {
  total: number;
  submitted: number;
  running: number;
  waiting: number;
  completed: number;
  /** Failed, cancelled, refused or lost. */
  unsuccessful: number;
  /** Mean percent over all jobs, not rounded. */
  percent: number;
  /** Jobs' worth of work done per minute since the start, null before anything was done. */
  jobsPerMinute: number | null;
  /** How long the rest takes at that rate, null when that is not known. */
  remainingSeconds: number | null;
}

/** Where a batch stood when this process began to look, and when that was. */
export interface TallyStart {
  atMs: number;
  percent: number;
}

const count = (jobs: readonly FollowedJob[], is: (job: FollowedJob) => boolean): number =>
  jobs.reduce((sum, job) => sum + (is(job) ? 1 : 0), 0);

const toMeanPercent = (jobs: readonly FollowedJob[]): number =>
  jobs.length === 0 ? 100 : jobs.reduce((sum, job) => sum + toPercent(job), 0) / jobs.length;

const toPace = (total: number, done: number, seconds: number) => {
  if (done <= 0 || seconds <= 0) return null;
  return (total * done) / 100 / seconds;
};

/** Counts a batch. What was done before `start` does not count into the rate. */
export function toBatchTally(
  jobs: readonly FollowedJob[],
  start: TallyStart | null,
  nowMs: number,
): BatchTally {
  const percent = toMeanPercent(jobs);
  const pace =
    start === null ? null : toPace(jobs.length, percent - start.percent, (nowMs - start.atMs) / 1_000);
  return {
    total: jobs.length,
    submitted: count(jobs, ({ created }) => created !== null),
    running: count(jobs, isRunning),
    waiting: count(jobs, (job) => job.created !== null && job.end === null && !isRunning(job)),
    completed: count(jobs, ({ end }) => end?.status === 'completed'),
    unsuccessful: count(jobs, ({ end }) => end !== null && end.status !== 'completed'),
    percent,
    jobsPerMinute: pace === null ? null : pace * 60,
    remainingSeconds: pace === null ? null : (jobs.length * (100 - percent)) / 100 / pace,
  };
}
