/** Seconds for charts and tables: more digits where they are few. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return '–';
  return `${seconds.toFixed(Math.abs(seconds) < 10 ? 2 : 1)} s`;
}

/** A share, 0 to 1, as people read it. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  return `${Number.isInteger(percent) ? percent : percent.toFixed(1)} %`;
}

/** A ratio near 1. */
export function formatRatio(ratio: number | null): string {
  return ratio === null ? '–' : ratio.toFixed(3);
}
