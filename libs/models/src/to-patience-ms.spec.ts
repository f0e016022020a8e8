import { LONGEST_PATIENCE_MS, toPatienceMs } from './to-patience-ms';

describe('toPatienceMs', () => {
  it.each([
    [0, 5_000],
    [1, 5_000],
    [50, 5_000],
    [300, 30_000],
    [10_000, LONGEST_PATIENCE_MS],
  ])('has one of %i jobs ask after %i ms', (jobs, patience) => {
    expect(toPatienceMs(jobs)).toBe(patience);
  });
});
