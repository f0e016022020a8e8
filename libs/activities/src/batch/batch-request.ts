import type { BatchCounts, BatchSettings, JobError } from '@genvideo/models';

/** A batch that has been opened: its list is stored and counted. */
export interface OpenedBatch {
  settings: BatchSettings;
  total: number;
  /** Where the list of its requests lies in the store. */
  list_key: string;
  results_url: string;
}

/** What is to be done about a batch as it is set now. */
export interface RunBatchRequest {
  batch_id: string;
  /** Whose batch it is; null where items of several users are in it. */
  user_id: string | null;
  list_key: string;
  total: number;
  max_concurrent: number;
  fail_fast: boolean;
  dedupe: boolean;
  /** Nothing new begins; what runs goes on. */
  paused: boolean;
  /** Whatever has not ended is cancelled. */
  stopping: boolean;
  /** The largest window that the batch ever had: so many items may run. */
  widest: number;
}

/** The item whose failure ends a batch that fails fast. */
export interface FirstFailure {
  index: number;
  workflow_id: string | null;
  error: JobError;
}

/**
 * Where a batch stands when nobody works on it any more: everything has `ended`, it is `idle` because it is paused and
 * nothing runs, an item has `failed` and stops it, or it was `interrupted` and can be taken up again.
 */
export interface BatchReport {
  status: 'ended' | 'idle' | 'failed' | 'interrupted';
  counts: BatchCounts;
  first_failure: FirstFailure | null;
}
