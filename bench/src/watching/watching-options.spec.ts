import { CommanderError } from 'commander';
import { parseWatchingOptions } from './watching-options';

describe('parseWatchingOptions', () => {
  it('measures 5,000 watchers on 100 jobs by default', () => {
    expect(parseWatchingOptions([])).toEqual({
      jobs: 100,
      fewWatchers: 100,
      watchers: 5_000,
      seconds: 15,
      lagJobs: 4,
      wrkSeconds: 10,
      multiplexed: 0,
      streams: 50,
      out: 'docs/benchmarks',
      name: 'watching',
    });
  });

  it.each([
    ['--jobs', '0'],
    ['--watchers', 'many'],
    ['--seconds', '-1'],
    ['--wrk-seconds', '61'],
    ['--name', '../elsewhere'],
    ['--multiplexed', '501'],
    ['--unknown', '1'],
  ])('refuses %s %s', (flag, value) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseWatchingOptions([flag, value])).toThrow(CommanderError);
    write.mockRestore();
  });
});
