/** What is known of one job's way through its permit; times in milliseconds of the Unix epoch. */
export interface JobTimes {
  /** The limiter's history has the request. */
  acquired: number;
  granted: number;
  grantSignalled: number;
  grantTaskStarted: number;
  image: StageTimesOfJob;
  video: StageTimesOfJob;
  /** The limiter's history has the release. */
  released: number;
}

/** One stage, as the engine and the provider saw it. */
export interface StageTimesOfJob {
  scheduled: number;
  activityStarted: number;
  accepted: number;
  ended: number;
  activityCompleted: number;
}

/** A part of the time between two grants of the same permit. */
export interface Hop {
  name: string;
  /** Mean over the jobs, in milliseconds, so that hops add up. */
  mean_ms: number;
  /** Whether the provider works; all the rest is overhead. */
  useful: boolean;
}

type Step = [name: string, toMs: (job: JobTimes) => number, useful?: boolean];

const STEPS: readonly Step[] = [
  ['grant decided → signal in the job’s history', (job) => job.grantSignalled - job.granted],
  ['→ workflow task started', (job) => job.grantTaskStarted - job.grantSignalled],
  ['→ image activity scheduled', (job) => job.image.scheduled - job.grantTaskStarted],
  ['→ image activity started', ({ image }) => image.activityStarted - image.scheduled],
  ['→ image accepted by the provider', ({ image }) => image.accepted - image.activityStarted],
  ['image at the provider', ({ image }) => image.ended - image.accepted, true],
  ['→ image seen, activity completed', ({ image }) => image.activityCompleted - image.ended],
  ['→ video activity scheduled', ({ image, video }) => video.scheduled - image.activityCompleted],
  ['→ video activity started', ({ video }) => video.activityStarted - video.scheduled],
  ['→ video accepted by the provider', ({ video }) => video.accepted - video.activityStarted],
  ['video at the provider', ({ video }) => video.ended - video.accepted, true],
  ['→ end seen, release in the limiter’s history', (job) => job.released - job.video.ended],
];

const IDLE = 'nobody waits for the permit';
const LAST = '→ next grant decided';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The release that comes as number k makes room for grant number k + limit. */
function toPermitHops(jobs: readonly JobTimes[], limit: number): Hop[] {
  const inTurn = [...jobs].sort((a, b) => a.granted - b.granted);
  const releases = jobs.map(({ released }) => released).sort((a, b) => a - b);
  const handed = inTurn.slice(limit).map((job, index) => ({ ...job, free: releases[index] ?? job.granted }));
  if (handed.length === 0) return [];
  const idle = handed.map(({ acquired, free }) => Math.max(0, acquired - free));
  const decided = handed.map(({ acquired, free, granted }) => granted - Math.max(acquired, free));
  return [
    { name: IDLE, mean_ms: mean(idle), useful: false },
    { name: LAST, mean_ms: mean(decided), useful: false },
  ];
}

/** Splits the time between two grants of the same permit into hops. */
export function toHops(jobs: readonly JobTimes[], limit: number): Hop[] {
  if (jobs.length === 0) return [];
  const hops = STEPS.map(([name, toMs, useful = false]) => ({ name, mean_ms: mean(jobs.map(toMs)), useful }));
  return [...hops, ...toPermitHops(jobs, limit)];
}
