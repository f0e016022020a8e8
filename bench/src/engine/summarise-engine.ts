import { toSpread, type Spread } from '../report/spread';
import {
  ENGINES,
  type EngineMeasurement,
  type EngineName,
  type EnginePart,
  type ProcessorSeconds,
} from './engine-result';

/** All rounds of one engine in one part. */
export interface EngineSummary {
  engine: EngineName;
  part: EnginePart;
  scenario: string;
  limit: number;
  /** Before the first round. */
  stored: number;
  jobsPerSecond: Spread;
  use: Spread;
  /** Processor milliseconds per job. */
  cost: Record<keyof ProcessorSeconds, Spread> & { total: Spread };
  maxInFlight: number;
}

const MS = 1_000;
const PARTS: readonly EnginePart[] = ['use', 'throughput', 'few', 'many'];

function summarise(own: readonly EngineMeasurement[]): EngineSummary[] {
  const [first] = own;
  if (!first) return [];
  const toCost = (read: (seconds: ProcessorSeconds) => number): Spread =>
    toSpread(own.map(({ processor_seconds }) => MS * read(processor_seconds)));
  const { engine, part, scenario, limit } = first;
  return [
    {
      engine,
      part,
      scenario,
      limit,
      stored: Math.min(...own.map(({ stored }) => stored)),
      jobsPerSecond: toSpread(own.map(({ jobs_per_second }) => jobs_per_second)),
      use: toSpread(own.map(({ use }) => use)),
      cost: {
        engine: toCost((seconds) => seconds.engine),
        database: toCost((seconds) => seconds.database),
        workers: toCost((seconds) => seconds.workers),
        total: toCost((seconds) => seconds.engine + seconds.database),
      },
      maxInFlight: Math.max(...own.map(({ max_in_flight }) => max_in_flight)),
    },
  ];
}

/** The rounds of each part and engine together, in the order in which they were measured. */
export function summariseEngine(measurements: readonly EngineMeasurement[]): EngineSummary[] {
  return PARTS.flatMap((part) =>
    ENGINES.flatMap((engine) =>
      summarise(measurements.filter((each) => each.part === part && each.engine === engine)),
    ),
  );
}

/** How something changed from few stored jobs to many. */
export interface GrowthRatio {
  what: string;
  /** Of PostgreSQL: many / few. */
  raw: number;
  /** The same of the engine in memory, where nothing was added in between: the machine itself. */
  machine: number;
}

/** Ratios of medians, many stored jobs to few; empty where a part was not measured. */
export function toGrowthRatios(summaries: readonly EngineSummary[]): GrowthRatio[] {
  const find = (engine: EngineName, part: EnginePart): EngineSummary | undefined =>
    summaries.find((each) => each.engine === engine && each.part === part);
  const toRatio = (engine: EngineName, read: (summary: EngineSummary) => Spread): number => {
    const [few, many] = [find(engine, 'few'), find(engine, 'many')];
    return few && many ? read(many).median / read(few).median : Number.NaN;
  };
  const wanted: [string, (summary: EngineSummary) => Spread][] = [
    ['processor time per job', ({ cost }) => cost.total],
    ['jobs per second', ({ jobsPerSecond }) => jobsPerSecond],
  ];
  return wanted
    .map(([what, read]) => ({ what, raw: toRatio('postgresql', read), machine: toRatio('memory', read) }))
    .filter(({ raw }) => Number.isFinite(raw));
}
