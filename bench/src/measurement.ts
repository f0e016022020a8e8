import type { ContestantName } from './contestants/contestant';
import type { DepthMeasurement } from './depth/measure-depth';
import type { Hop } from './hops/to-hops';

/** One contestant's turn in one round of a scenario. */
export interface Measurement {
  scenario: string;
  kind: 'throughput' | 'use';
  contestant: ContestantName;
  round: number;
  jobs: number;
  limit: number;
  /** From before the first submission to the end of the last job, its files stored, in seconds. */
  makespan_seconds: number;
  ideal_seconds: number;
  /** Of the makespan: before the first task was accepted by a provider, and after the last one had ended. */
  head_seconds: number;
  tail_seconds: number;
  jobs_per_second: number;
  /** Ideal makespan / real makespan. */
  use: number;
  /** The most tasks at both providers at once, by the mock's own count. */
  max_in_flight: number;
  /** Events of the limiting workflow that this turn added, per job; null where there is none. */
  limiter_events_per_job: number | null;
  /** Events of the turn's last job; null where jobs keep none. */
  job_events: number | null;
  /** Where the time between two grants of the same permit goes; of genvideo only. */
  hops: Hop[] | null;
}

/** The machine that measured. */
export interface Machine {
  cpu: string;
  cores: number;
  memory_gib: number;
  os: string;
  node: string;
  temporal_server: string;
  temporal_sdk: string;
  redis: string | null;
  bullmq: string;
  /** The machine's load (1, 5, 15 minutes) before the run began: what others were doing. */
  load_before: number[];
}

/** All that a run of the bench found out. */
export interface BenchResult {
  command: string;
  started_at: string;
  seconds: number;
  machine: Machine;
  rounds: number;
  measurements: Measurement[];
  depth: DepthMeasurement[];
  notes: string[];
}
