import type { BatchCounts, BatchLine } from '@genvideo/models';

/** Hears how batches fare in this process. What it does with that must not throw. */
export interface BatchObserver {
  /**
   * A batch is worked on here from now on.
   * @param readCounts tells how its items stand, at any time until then
   * @returns says that it is worked on here no more
   */
  opened(readCounts: () => BatchCounts): () => void;
  /** An item has ended, and its line is written. */
  itemEnded(status: BatchLine['status']): void;
}
