/** What decides how soon a job is looked at again. */
export interface LookNeed {
  /** How many jobs are being watched. */
  watchedJobs: number;
  /** Something has just happened to the job. */
  nudged: boolean;
  /** The last look got no answer. */
  failed: boolean;
}

/** Between two looks at a job that something has just happened to, in milliseconds. */
export const NUDGED_DELAY_MS = 150;

/** An engine that does not answer is not asked as often as one that does. */
const FAILED_DELAY_MS = 1_000;

/** What each watched job adds to the delay of all, so that the engine gets about 125 looks a second. */
const DELAY_PER_JOB_MS = 8;
const SHORTEST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 1_000;

/** By how much a delay varies, up and down, so that jobs are not looked at in step. */
const JITTER = 0.15;

const toBase = ({ watchedJobs, nudged, failed }: LookNeed): number => {
  if (failed) return FAILED_DELAY_MS;
  if (nudged) return NUDGED_DELAY_MS;
  return Math.min(LONGEST_DELAY_MS, Math.max(SHORTEST_DELAY_MS, watchedJobs * DELAY_PER_JOB_MS));
};

/**
 * How long to wait between two looks at a watched job, in milliseconds.
 * @param random from 0 to 1
 */
export function toLookDelayMs(need: LookNeed, random: number): number {
  return Math.round(toBase(need) * (1 - JITTER + 2 * JITTER * random));
}
