import { CommanderError } from 'commander';
import { parseBenchOptions } from './bench-options';

describe('parseBenchOptions', () => {
  it('measures everything by default', () => {
    expect(parseBenchOptions([])).toEqual({
      scenario: 'all',
      rounds: 3,
      contestants: ['genvideo', 'bare', 'lean', 'bullmq', 'mutex'],
      long: false,
      out: 'docs/benchmarks',
      name: 'limiter',
    });
  });

  it('reads numbers, and contestants in the order of a round', () => {
    const argv = ['--jobs', '12', '--image-seconds', '0.5', '--contestants', 'mutex,genvideo'];
    expect(parseBenchOptions(argv)).toMatchObject({
      jobs: 12,
      imageSeconds: 0.5,
      contestants: ['genvideo', 'mutex'],
    });
  });

  it.each([
    ['--jobs', '0'],
    ['--jobs', 'many'],
    ['--limit', '-1'],
    ['--rounds', '1.5'],
    ['--video-seconds', ''],
    ['--video-seconds', '-2'],
    ['--contestants', 'genvideo,celery'],
    ['--scenario', 'latency'],
    ['--name', '../limiter'],
  ])('refuses %s %j', (flag, value) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseBenchOptions([flag, value])).toThrow(CommanderError);
    write.mockRestore();
  });
});
