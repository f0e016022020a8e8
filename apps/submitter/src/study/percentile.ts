/**
 * The value that a share of the values does not exceed (nearest rank, so it is always one that was measured).
 * @param share 0 to 1
 * @returns null when there are no values
 */
export function toPercentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
