import { parseDeployOptions } from './deploy-options';

describe('parseDeployOptions', () => {
  it('has a default for everything', () => {
    expect(parseDeployOptions([])).toEqual({
      ...{ workers: 3, limit: 15, phaseSeconds: 30 },
      ...{ out: 'docs/benchmarks', name: 'deploy' },
    });
  });

  it.each([
    ['--workers', '0'],
    ['--limit', 'ten'],
    ['--phase-seconds', ''],
  ])('refuses %s %s', (...argv) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseDeployOptions(argv)).toThrow();
    write.mockRestore();
  });
});
