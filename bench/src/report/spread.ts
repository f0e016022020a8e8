/** What several rounds of one measurement say together. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** The median of the values, the mean of the middle two when their number is even, and how far they lie apart. */
export function toSpread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('A spread needs at least one value');
  const sorted = [...values].sort((a, b) => a - b);
  const [lower, upper] = [(sorted.length - 1) / 2, sorted.length / 2].map(Math.floor);
  const at = (index = 0): number => sorted[index] ?? Number.NaN;
  return { median: (at(lower) + at(upper)) / 2, min: at(), max: at(sorted.length - 1) };
}
