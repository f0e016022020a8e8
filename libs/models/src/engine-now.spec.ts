import { toEngineNowMs } from './engine-now';

const NOW = 1_700_000_000_000;

describe('toEngineNowMs', () => {
  it.each([
    ['a poll of late', -30_000, 0],
    ['the last poll of a worker that is gone', -299_000, 0],
    ['a clock that is ten minutes ahead', -600_000, -600_000],
    ['a clock that is ten minutes behind', 600_000, 600_000],
  ])('by %s', (_what, poll, now) => {
    expect(toEngineNowMs(NOW + poll, NOW)).toBe(NOW + now);
  });
});
