import { parseBenchOptions } from './bench-options';
import { toIdealSeconds } from './scenario';
import { toScenarios } from './to-scenarios';

const toNames = (...argv: string[]): string[] =>
  toScenarios(parseBenchOptions(argv)).map(({ kind, name }) => `${kind}: ${name}`);

describe('toScenarios', () => {
  it('has throughput, use of permits and depth', () => {
    expect(toNames()).toEqual([
      'throughput: 300 jobs of 0.03 s + 0.03 s at limit 50',
      'use: 100 jobs of 1 s + 2 s at limit 10',
      'use: 300 jobs of 1 s + 2 s at limit 50',
      'depth: depth of the queue',
    ]);
  });

  it('has jobs of 5 s + 10 s only when that is asked for', () => {
    expect(toNames('--scenario', 'use', '--long').at(-1)).toBe('use: 100 jobs of 5 s + 10 s at limit 10');
  });

  it('replaces numbers that are given, and then measures one kind of jobs only', () => {
    expect(toNames('--scenario', 'use', '--jobs', '6', '--limit', '2')).toEqual([
      'use: 6 jobs of 1 s + 2 s at limit 2',
    ]);
  });

  it('leaves bare out where the use of a limit is measured', () => {
    const [scenario] = toScenarios(parseBenchOptions(['--scenario', 'use']));
    expect(scenario).toMatchObject({ contestants: ['genvideo', 'bullmq', 'mutex'] });
  });
});

describe('toIdealSeconds', () => {
  it('counts whole waves of jobs', () => {
    expect(toIdealSeconds({ jobs: 101, limit: 10, imageSeconds: 1, videoSeconds: 2 })).toBe(33);
  });
});
