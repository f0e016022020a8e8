import type { Spread } from './spread';

/** `12.3 (11.9–13.0)`: the median, and the rounds from least to most; `–` for nothing. */
export function formatSpread(spread: Spread | null, digits: number): string {
  if (spread === null) return '–';
  const { median, min, max } = spread;
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}
