import { toMemoryGrowth } from './memory-log';

const repeat = (count: number, toMib: (index: number) => number): number[] =>
  Array.from({ length: count }, (_each, index) => toMib(index));

/** Memory as it is with a collection of garbage every ten samples. */
const toSawtooth = (index: number): number => 100 + (index % 10) * 4;

describe('toMemoryGrowth', () => {
  it('leaves the way to a level alone', () => {
    const samples = [...repeat(50, (index) => index * 2), ...repeat(50, () => 100)];
    expect(toMemoryGrowth(samples).growth).toBe(0);
  });

  it('takes the ups and downs of garbage collection for what they are, wherever the row ends', () => {
    for (const length of [100, 103, 106, 109])
      expect(Math.abs(toMemoryGrowth(repeat(length, toSawtooth)).growth)).toBeLessThan(0.05);
  });

  it('sees memory that goes on growing', () => {
    expect(toMemoryGrowth(repeat(100, (index) => 100 + index)).growth).toBeGreaterThan(0.1);
  });
});
