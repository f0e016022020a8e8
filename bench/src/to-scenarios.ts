import type { BenchOptions } from './bench-options';
import { UNLIMITED } from './contestants/contestant';
import type { LoadScenario, Scenario } from './scenario';

type Load = Pick<LoadScenario, 'jobs' | 'limit' | 'imageSeconds' | 'videoSeconds'>;

const THROUGHPUT: Load = { jobs: 300, limit: 50, imageSeconds: 0.03, videoSeconds: 0.03 };
const USE: readonly Load[] = [
  { jobs: 100, limit: 10, imageSeconds: 1, videoSeconds: 2 },
  { jobs: 300, limit: 50, imageSeconds: 1, videoSeconds: 2 },
];
const LONG_USE: Load = { jobs: 100, limit: 10, imageSeconds: 5, videoSeconds: 10 };
const DEPTHS = [100, 10_000];
const RELEASES = 40;

/** `options` is whichever numbers were asked for; they replace a scenario's own. */
function toLoad(load: Load, options: Partial<Load>): Load {
  return {
    jobs: options.jobs ?? load.jobs,
    limit: options.limit ?? load.limit,
    imageSeconds: options.imageSeconds ?? load.imageSeconds,
    videoSeconds: options.videoSeconds ?? load.videoSeconds,
  };
}

/** How a scenario of these jobs is called. */
export const toScenarioName = ({ jobs, limit, imageSeconds, videoSeconds }: Load): string =>
  `${jobs} jobs of ${imageSeconds} s + ${videoSeconds} s at limit ${limit}`;

const isChanged = ({ jobs, limit, imageSeconds, videoSeconds }: BenchOptions): boolean =>
  [jobs, limit, imageSeconds, videoSeconds].some((value) => value !== undefined);

/** What is to be measured, in order. Without a limit there is no use of permits, so those that have none are not part of that. */
export function toScenarios(options: BenchOptions): Scenario[] {
  const { scenario, contestants, long } = options;
  const wants = (choice: string): boolean => scenario === 'all' || scenario === choice;
  const scenarios: Scenario[] = [];
  if (wants('throughput')) {
    const load = toLoad(THROUGHPUT, options);
    scenarios.push({ kind: 'throughput', name: toScenarioName(load), ...load, contestants });
  }
  if (wants('use')) {
    const loads = isChanged(options) ? USE.slice(0, 1) : [...USE, ...(long ? [LONG_USE] : [])];
    const limited = contestants.filter((name) => !UNLIMITED.includes(name));
    for (const each of loads) {
      const load = toLoad(each, options);
      scenarios.push({ kind: 'use', name: toScenarioName(load), ...load, contestants: limited });
    }
  }
  if (wants('depth'))
    scenarios.push({ kind: 'depth', name: 'depth of the queue', depths: DEPTHS, releases: RELEASES });
  return scenarios;
}
