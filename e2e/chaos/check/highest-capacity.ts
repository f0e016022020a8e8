import type { CapacityChange } from '../faults/capacity-log';

/** A change that nobody confirmed may still take effect so much later: the API that was asked may have been frozen. */
const LATEST_EFFECT_MS = 60_000;

/** From when on a change can no longer take effect behind our back. */
const settledAt = ({ sent_at_ms, confirmed_at_ms }: CapacityChange): number =>
  confirmed_at_ms ?? sent_at_ms + LATEST_EFFECT_MS;

/** Whether another change, known to hold, came for certain after this one, and before the moment. */
const isReplaced = (change: CapacityChange, changes: readonly CapacityChange[], atMs: number): boolean =>
  changes.some(
    (other) =>
      other !== change &&
      other.sent_at_ms >= settledAt(change) &&
      other.confirmed_at_ms !== null &&
      other.confirmed_at_ms <= atMs,
  );

/** The highest capacity that may have been in force at some moment from the one to the other. */
export function toHighestCapacity(
  changes: readonly CapacityChange[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): number {
  const possible = changes.filter(
    (change) => change.sent_at_ms <= toMs && !isReplaced(change, changes, fromMs),
  );
  return Math.max(0, ...possible.map(({ capacity }) => capacity));
}
