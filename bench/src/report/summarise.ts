import type { ContestantName } from '../contestants/contestant';
import type { Measurement } from '../measurement';
import { toSpread, type Spread } from './spread';

/** All rounds of one contestant in one scenario. */
export interface Summary {
  contestant: ContestantName;
  jobsPerSecond: Spread;
  /** Of the jobs per second of `bare` in the same round; null where `bare` did not take part. */
  ofBare: Spread | null;
  makespanSeconds: Spread;
  use: Spread;
  /** Before the first task was accepted, after the last one had ended. */
  headSeconds: Spread;
  tailSeconds: Spread;
  limiterEventsPerJob: Spread | null;
  jobEvents: Spread | null;
  /** The most in all rounds. */
  maxInFlight: number;
}

export interface ScenarioSummary {
  scenario: string;
  kind: Measurement['kind'];
  limit: number;
  contestants: Summary[];
}

const unique = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

/** A spread of what there is; null when any round has nothing. */
const spreadOf = (values: readonly (number | null)[]): Spread | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : toSpread(known);
};

function toRatios(own: readonly Measurement[], all: readonly Measurement[]): (number | null)[] {
  return own.map(({ round, jobs_per_second }) => {
    const bare = all.find((other) => other.contestant === 'bare' && other.round === round);
    return bare ? jobs_per_second / bare.jobs_per_second : null;
  });
}

function summariseContestant(contestant: ContestantName, all: readonly Measurement[]): Summary {
  const own = all.filter((measured) => measured.contestant === contestant);
  return {
    contestant,
    jobsPerSecond: toSpread(own.map(({ jobs_per_second }) => jobs_per_second)),
    ofBare: spreadOf(toRatios(own, all)),
    makespanSeconds: toSpread(own.map(({ makespan_seconds }) => makespan_seconds)),
    use: toSpread(own.map(({ use }) => use)),
    headSeconds: toSpread(own.map(({ head_seconds }) => head_seconds)),
    tailSeconds: toSpread(own.map(({ tail_seconds }) => tail_seconds)),
    limiterEventsPerJob: spreadOf(own.map(({ limiter_events_per_job }) => limiter_events_per_job)),
    jobEvents: spreadOf(own.map(({ job_events }) => job_events)),
    maxInFlight: Math.max(...own.map(({ max_in_flight }) => max_in_flight)),
  };
}

/** The rounds of each scenario together, scenarios and contestants in the order in which they were measured. */
export function summarise(measurements: readonly Measurement[]): ScenarioSummary[] {
  return unique(measurements.map(({ scenario }) => scenario)).flatMap((scenario) =>
    (['throughput', 'use'] as const).flatMap((kind) => {
      const all = measurements.filter((each) => each.scenario === scenario && each.kind === kind);
      const [first] = all;
      if (!first) return [];
      const names = unique(all.map(({ contestant }) => contestant));
      const contestants = names.map((name) => summariseContestant(name, all));
      return [{ scenario, kind, limit: first.limit, contestants }];
    }),
  );
}
