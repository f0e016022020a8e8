import type { BatchResult } from '@genvideo/models';
import type { MemoryGrowth } from './memory-log';
import type { HistorySizes } from './read-history';

/** What one large batch came to. */
export interface BatchBenchResult {
  result: BatchResult;
  seconds: number;
  /** How long the API took to check and store the list. */
  submitSeconds: number;
  lines: number;
  distinctLines: number;
  /** The provider's own counts. */
  submissions: number;
  maxInFlight: number;
  memory: Record<'worker' | 'api', MemoryGrowth>;
  batchHistory: HistorySizes;
  itemHistories: HistorySizes;
  limiterHistory: HistorySizes;
  /** The batch of the items that had failed. */
  retried: BatchResult;
  retrySubmissions: number;
}
