import {
  allHandlersFinished,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  isCancellation,
  workflowInfo,
} from '@temporalio/workflow';
import type { BatchReport } from '@genvideo/activities';
import { atLength, onFiles } from './batch-activities';
import type { BatchRecord, CarriedBatch } from './batch-record';

/** When to continue as new, in events: every change of a running batch costs a dozen. */
const LONG_HISTORY = 1_000;

const isLong = (): boolean => {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > LONG_HISTORY;
};

/**
 * Has a batch worked on until everything has ended. One activity does it, for as long as nothing changes; a change
 * interrupts it, and it begins again with what is set then. The items never notice.
 */
export class BatchWork {
  /** Set while failed items are to be run again. */
  private retryWanted = false;
  private isOver = false;
  private changes = 0;
  private interrupt = (): void => undefined;

  constructor(private readonly record: BatchRecord) {}

  /** Whether changes still have an effect. */
  get isUnderWay(): boolean {
    return !this.isOver;
  }

  /** What was changed in the record takes effect from now on. */
  change(): void {
    this.changes += 1;
    this.interrupt();
  }

  /** Has the failed items run again. @returns how many there were */
  async retryFailed(): Promise<number> {
    const before = this.record.retried;
    this.retryWanted = true;
    this.change();
    await condition(() => !this.retryWanted);
    return this.record.retried - before;
  }

  /** Resolves when everything has ended; rejects with a CancelledFailure when the batch is cancelled. */
  async toEnd(): Promise<void> {
    for (;;) {
      if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Cancelled on request');
      if (this.retryWanted) await this.retry();
      if (isLong() && allHandlersFinished()) await continueAsNew<Continued>(undefined, this.record.carry());
      const seen = this.changes;
      const { status } = await this.runOnce();
      const isNews = this.changes > seen;
      if (status === 'ended' && !this.retryWanted) break;
      if (status === 'idle' && !isNews) await condition(() => this.changes > seen);
    }
    this.isOver = true;
  }

  private async runOnce(): Promise<BatchReport> {
    const { record } = this;
    const scope = new CancellationScope();
    this.interrupt = () => scope.cancel();
    try {
      const report = await scope.run(() => atLength.runBatch(record.toRun()));
      record.takeReport(report);
      return report;
    } catch (error) {
      // No worker had taken it yet.
      if (!scope.consideredCancelled || !isCancellation(error)) throw error;
      return { status: 'interrupted', counts: record.counts, first_failure: null };
    } finally {
      this.interrupt = () => undefined;
    }
  }

  private async retry(): Promise<void> {
    const { record } = this;
    record.generation += 1;
    const { batchId: batch_id, generation, opened } = record;
    const { retried } = await onFiles.retryFailedItems({ batch_id, total: opened.total, generation });
    record.takeRetry(retried);
    this.retryWanted = false;
  }
}

/** A batch's workflow as the next run of it begins. */
type Continued = (request: undefined, carried: CarriedBatch) => Promise<unknown>;
