import type { ContestantName } from './contestants/contestant';

/** Jobs that are submitted all at once. Times are those the mock takes. */
export interface LoadScenario {
  kind: 'throughput' | 'use';
  /** What it is called in the report and in the progress. */
  name: string;
  jobs: number;
  limit: number;
  imageSeconds: number;
  videoSeconds: number;
  contestants: readonly ContestantName[];
}

/** Jobs of a limiter that is driven directly: so many wait while one permit after another comes back. */
export interface DepthScenario {
  kind: 'depth';
  name: string;
  /** How many wait, on average. */
  depths: readonly number[];
  /** Permits that come back one after another. */
  releases: number;
}

export type Scenario = LoadScenario | DepthScenario;

/** The time that the jobs take at least when the limit is used at every moment, in seconds. */
export function toIdealSeconds({
  jobs,
  limit,
  imageSeconds,
  videoSeconds,
}: Pick<LoadScenario, 'jobs' | 'limit' | 'imageSeconds' | 'videoSeconds'>): number {
  return Math.ceil(jobs / limit) * (imageSeconds + videoSeconds);
}
