import { parseEngineOptions } from './engine-options';

describe('parseEngineOptions', () => {
  beforeEach(() => void jest.spyOn(process.stderr, 'write').mockReturnValue(true));
  afterEach(() => jest.restoreAllMocks());

  it('measures 300 jobs on two workers with 1,000 and 50,000 stored jobs by itself', () => {
    expect(parseEngineOptions([])).toEqual({
      rounds: 3,
      jobs: 300,
      useJobs: 100,
      workers: 2,
      few: 1_000,
      many: 50_000,
      out: 'docs/benchmarks',
      name: 'engine',
    });
  });

  it.each([
    ['--many', '0', 'It must be a whole number'],
    ['--name', '../elsewhere', 'It may have letters'],
  ])('refuses %s %s', (flag, value, message) => {
    expect(() => parseEngineOptions([flag, value])).toThrow(message);
  });
});
