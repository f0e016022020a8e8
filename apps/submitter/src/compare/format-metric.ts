import { formatDuration, formatPercent, formatRatio } from '../html/format-value';
import type { ComparedMetric } from './compare-reports';

const FORMAT: Readonly<Record<ComparedMetric['unit'], (value: number) => string>> = {
  s: formatDuration,
  share: formatPercent,
  ratio: formatRatio,
  count: String,
};

/** A figure in its unit. */
export function formatMetric({ unit }: Pick<ComparedMetric, 'unit'>, value: number | null): string {
  return value === null ? '–' : FORMAT[unit](value);
}

/** How a figure changed, with its sign and, where there is something to divide by, in per cent. */
export function formatChange({ unit, a, change }: ComparedMetric): string {
  if (change === null) return '–';
  if (Math.abs(change) < 1e-9) return '=';
  const sign = change > 0 ? '+' : '−';
  const share =
    a === null || a === 0 || unit === 'share' ? '' : ` (${sign}${Math.abs((100 * change) / a).toFixed(1)} %)`;
  return `${sign}${FORMAT[unit](Math.abs(change))}${share}`;
}
