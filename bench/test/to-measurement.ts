import type { BenchResult, Measurement } from '../src/measurement';

/** A turn with round numbers, changed where a spec wants it. */
export function toMeasurement(change: Partial<Measurement>): Measurement {
  return {
    scenario: '300 jobs',
    kind: 'throughput',
    contestant: 'genvideo',
    round: 1,
    jobs: 300,
    limit: 50,
    makespan_seconds: 10,
    ideal_seconds: 0.36,
    head_seconds: 0.1,
    tail_seconds: 0.2,
    jobs_per_second: 30,
    use: 0.036,
    max_in_flight: 50,
    limiter_events_per_job: null,
    job_events: null,
    hops: null,
    ...change,
  };
}

/** A run of the bench with these turns. */
export function toResult(change: Partial<BenchResult>): BenchResult {
  return {
    command: 'npx nx run bench:limiter',
    started_at: '2026-01-02T03:04:05.000Z',
    seconds: 480,
    machine: {
      cpu: 'Two cores',
      cores: 2,
      memory_gib: 24,
      os: 'Linux 6',
      node: 'v20.19.0',
      temporal_server: '1.29.1',
      temporal_sdk: '1.24.0',
      redis: null,
      bullmq: '6.7.0',
      load_before: [0.1, 0.2, 0.3],
    },
    rounds: 2,
    measurements: [],
    depth: [],
    notes: [],
    ...change,
  };
}
