import type { Machine } from '../measurement';

/** What was seen before, during or after the deploy. */
export interface DeployPhase {
  name: 'before' | 'during' | 'after';
  seconds: number;
  /** Jobs that completed in it. */
  completed: number;
  jobs_per_second: number;
  /** The longest time in it for which no job completed. */
  longest_gap_seconds: number;
}

/** What one run measured. */
export interface DeployResult {
  command: string;
  started_at: string;
  machine: Machine;
  workers: number;
  limit: number;
  phases: DeployPhase[];
  /** Jobs in all, and how many of them completed. */
  jobs: number;
  completed: number;
  /** Submissions that the provider took, and different ones among them. */
  submissions: number;
  distinct_submissions: number;
  /** The most jobs at the provider at any moment. */
  max_in_flight: number;
  /** How long each old worker took from being asked to leave to being gone. */
  leaving_seconds: number[];
}
