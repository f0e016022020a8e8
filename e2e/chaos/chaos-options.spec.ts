import { parseChaosOptions } from './chaos-options';

describe('parseChaosOptions', () => {
  it('has five minutes at twenty jobs under a seed of its own, unless told otherwise', () => {
    expect(parseChaosOptions([])).toMatchObject({
      seeds: null,
      minutes: 5,
      jobs: 20,
      engine: 'auto',
      namespaces: true,
    });
  });

  it.each([
    ['--seed 7', [7]],
    ['--seeds 1-3', [1, 2, 3]],
    ['--seeds 4,8-9', [4, 8, 9]],
  ])('reads %s', (flags, seeds) => {
    expect(parseChaosOptions(flags.split(' '))).toMatchObject({ seeds });
  });

  it.each([
    '--seed x',
    '--seeds 3-1',
    '--seeds 1-2-3',
    '--seed 1 --seeds 2',
    '--minutes 0',
    '--jobs 1.5',
    '--engine other',
  ])('refuses %s', (flags) => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseChaosOptions(flags.split(' '))).toThrow();
    said.mockRestore();
  });
});
