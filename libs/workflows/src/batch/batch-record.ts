import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import {
  advanceProgress,
  appendProgress,
  createProgress,
  SEARCH_ATTRIBUTE,
  toBatchProgress,
  toBatchTags,
  toEndedItems,
  type BatchCounts,
  type BatchPulse,
  type BatchSnapshot,
  type JobError,
  type Progress,
} from '@genvideo/models';
import type { BatchReport, FirstFailure, OpenedBatch, RunBatchRequest } from '@genvideo/activities';

type Change = Partial<Omit<Progress, 'updated_at'>>;

/**
 * Why a batch ends before its items have: one failed, somebody said so, or the batch itself is cancelled, and whatever
 * has not ended is; or nobody can go on with it, and what runs is left alone.
 */
export type Stop =
  | { why: 'failed'; failure: FirstFailure }
  | { why: 'asked' }
  | { why: 'cancelled' }
  | { why: 'broken'; error: JobError };

/** What goes from one run of a batch's workflow to the next. */
export interface CarriedBatch {
  opened: OpenedBatch;
  started_at: string;
  counts: BatchCounts;
  progress: Progress;
  history: Progress[];
  paused: boolean;
  max_concurrent: number;
  widest: number;
  /** How many times failed items were run again, and how many items that were in all. */
  generation: number;
  retried: number;
  stop: Stop | null;
}

const NO_COUNTS: BatchCounts = { total: 0, completed: 0, failed: 0, cancelled: 0, running: 0 };

/** Everything a batch knows of itself while it runs. */
export class BatchRecord {
  progress: Progress;
  history: Progress[];
  counts: BatchCounts = NO_COUNTS;
  paused = false;
  maxConcurrent = 0;
  /** The largest window it ever had. */
  widest = 0;
  generation = 0;
  retried = 0;
  stop: Stop | null = null;
  startedAt: Date;
  endedAt: Date | null = null;
  private known: OpenedBatch | null = null;

  constructor(
    readonly batchId: string,
    startedAt: Date,
    /** As it was handed in; anything may call itself a request. */
    private readonly request: unknown,
  ) {
    this.startedAt = startedAt;
    this.progress = createProgress(startedAt);
    this.history = [this.progress];
  }

  get isOpen(): boolean {
    return this.known !== null;
  }

  get opened(): OpenedBatch {
    if (!this.known) throw new TypeError('The batch has not been opened');
    return this.known;
  }

  /** The settings with their defaults; before they have been checked, as much as was handed in. Never the items. */
  get input(): Record<string, unknown> {
    if (this.known)
      return { ...this.known.settings, max_concurrent: this.maxConcurrent, total: this.known.total };
    const { request } = this;
    if (typeof request !== 'object' || request === null || Array.isArray(request)) return {};
    return Object.fromEntries(Object.entries(request).filter(([name]) => name !== 'requests'));
  }

  /** From here on the batch is known to be valid. */
  open(opened: OpenedBatch): void {
    this.known = opened;
    this.counts = { ...NO_COUNTS, total: opened.total };
    if (this.maxConcurrent === 0) this.maxConcurrent = opened.settings.max_concurrent;
    this.widest = Math.max(this.widest, this.maxConcurrent);
    this.advance(toBatchProgress({ ...this.counts, paused: this.paused, per_minute: null }, new Date()));
    this.publish();
  }

  /** Takes up what the run before left. */
  resume(carried: CarriedBatch): void {
    const { opened, started_at, counts, progress, history, paused, generation, retried, stop } = carried;
    this.known = opened;
    this.startedAt = new Date(started_at);
    this.maxConcurrent = carried.max_concurrent;
    Object.assign(this, { counts, progress, history, paused, generation, retried, stop });
    this.widest = carried.widest;
  }

  carry(): CarriedBatch {
    const { opened, counts, progress, history, paused, widest, generation, retried, stop } = this;
    const started_at = this.startedAt.toISOString();
    const max_concurrent = this.maxConcurrent;
    return {
      ...{
        opened,
        started_at,
        counts,
        progress,
        history,
        paused,
        max_concurrent,
        widest,
        generation,
        retried,
      },
      stop,
    };
  }

  setMaxConcurrent(max: number): void {
    this.maxConcurrent = max;
    this.widest = Math.max(this.widest, max);
  }

  /** How the items stand, as the activity tells now and then, and when it ends. */
  take(pulse: BatchPulse): void {
    const { total, completed, failed, cancelled, running } = pulse;
    this.counts = { total, completed, failed, cancelled, running };
    this.advance(toBatchProgress(pulse, new Date()));
    this.publish();
  }

  takeReport({ counts, first_failure: failure, status }: BatchReport): void {
    const running = status === 'interrupted' ? this.countRunning(counts) : counts.running;
    this.take({ ...counts, running, paused: this.paused, per_minute: null });
    if (status === 'failed' && failure !== null) this.stop ??= { why: 'failed', failure };
  }

  /** Who was interrupted early has not come upon all that runs: what ran before and has not ended does. */
  private countRunning(counts: BatchCounts): number {
    const endedSince = toEndedItems(counts) - toEndedItems(this.counts);
    return Math.max(counts.running, this.counts.running - endedSince);
  }

  /** Failed items wait again. */
  takeRetry(retried: number): void {
    this.retried += retried;
    this.counts = { ...this.counts, failed: Math.max(0, this.counts.failed - retried) };
  }

  advance(change: Change): void {
    this.progress = advanceProgress(this.progress, change, new Date());
    this.history = appendProgress(this.history, this.progress);
  }

  /** Ends the record: what is known now stays. */
  end(change: Change): void {
    this.endedAt = new Date();
    this.advance({ estimated_completion: null, ...change });
    if (this.known) this.publish();
  }

  toRun(): RunBatchRequest {
    const { list_key, total, settings } = this.opened;
    return {
      batch_id: this.batchId,
      user_id: settings.user_id,
      list_key,
      total,
      max_concurrent: this.maxConcurrent,
      fail_fast: settings.fail_fast,
      dedupe: settings.dedupe,
      paused: this.paused,
      stopping: this.stop !== null,
      widest: this.widest,
    };
  }

  toSnapshot(): BatchSnapshot {
    return {
      batch_id: this.batchId,
      ...this.counts,
      paused: this.paused,
      max_concurrent: Math.max(1, this.maxConcurrent),
    };
  }

  private publish(): void {
    const { user_id: userId } = this.opened.settings;
    const tags = toBatchTags({ user_id: userId }, this.progress.step);
    const { typedSearchAttributes: known } = workflowInfo();
    const isKnown =
      known.get(SEARCH_ATTRIBUTE.progress) === this.progress.percent &&
      known.get(SEARCH_ATTRIBUTE.tag)?.join() === tags.join();
    if (isKnown) return;
    upsertSearchAttributes([
      { key: SEARCH_ATTRIBUTE.progress, value: this.progress.percent },
      { key: SEARCH_ATTRIBUTE.tag, value: tags },
    ]);
  }
}
