import { toPercentile } from './percentile';
import type { Spread } from './study-report';

/** How values are spread; null of no values. In the unit of the values. */
export function toSpread(values: readonly number[]): Spread | null {
  const p50 = toPercentile(values, 0.5);
  const p95 = toPercentile(values, 0.95);
  const max = toPercentile(values, 1);
  return p50 === null || p95 === null || max === null ? null : { p50, p95, max };
}
