import { parseBatchBenchOptions } from './batch-options';

describe('parseBatchBenchOptions', () => {
  it('has a default for everything', () => {
    expect(parseBatchBenchOptions([])).toMatchObject({
      items: 500,
      window: 50,
      failing: 0.05,
      name: 'batch',
    });
  });

  it.each([
    [['--items', '0']],
    [['--items', '100001']],
    [['--window', '2.5']],
    [['--failing', '2']],
    [['--name', '../x']],
  ])('refuses %j', (argv) => {
    expect(() => parseBatchBenchOptions(argv)).toThrow(/must be|may have/);
  });
});
