import { toMemoryGrowth } from './memory-log';

describe('toMemoryGrowth', () => {
  it('compares the end with the middle, and leaves the start alone', () => {
    const samples = [
      ...Array.from({ length: 50 }, (_each, index) => index * 2),
      ...Array.from({ length: 50 }, () => 100),
    ];
    expect(toMemoryGrowth(samples).growth).toBeLessThan(0.06);
    expect(
      toMemoryGrowth([...samples.slice(0, 90), ...Array.from({ length: 10 }, () => 150)]).growth,
    ).toBeGreaterThan(0.4);
  });
});
