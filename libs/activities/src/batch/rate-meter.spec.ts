import { createRateMeter } from './rate-meter';

describe('createRateMeter', () => {
  it('tells nothing at first, and then how many end a minute', () => {
    const meter = createRateMeter(100, 0);
    expect(meter.read(105, 1_000)).toBeNull();
    expect(meter.read(110, 10_000)).toBe(60);
  });

  it('forgets what was long ago', () => {
    const meter = createRateMeter(0, 0);
    for (let second = 10; second <= 300; second += 10) meter.read(second, second * 1_000);
    for (let second = 310; second <= 700; second += 10) meter.read(300 + (second - 300) * 2, second * 1_000);
    expect(meter.read(1_100, 700_000)).toBeCloseTo(120, 0);
  });
});
