import type { BatchObserver, FinishBatchRequest } from '@genvideo/activities';
import type { BatchCounts } from '@genvideo/models';
import { Counter, Gauge, type Registry } from 'prom-client';

/** How a batch ended. */
export type BatchOutcome = FinishBatchRequest['end']['status'];

/** What a worker counts of batches. */
export interface BatchMeter extends BatchObserver {
  submitted(): void;
  ended(outcome: BatchOutcome): void;
}

const OUTCOMES: readonly BatchOutcome[] = ['completed', 'failed', 'cancelled'];

const toWaiting = ({ total, completed, failed, cancelled, running }: BatchCounts): number =>
  total - completed - failed - cancelled - running;

const createBatchCounters = (registers: Registry[]) => ({
  submitted: new Counter({
    name: 'genvideo_batches_submitted_total',
    help: 'Batches that this worker opened: their list is stored and counted.',
    registers,
  }),
  finished: new Counter({
    name: 'genvideo_batches_finished_total',
    help: 'Batches that this worker brought to their end, by outcome: completed (however their items ended), failed, cancelled.',
    labelNames: ['outcome'],
    registers,
  }),
  items: new Counter({
    name: 'genvideo_batch_items_finished_total',
    help: 'Items of batches whose end this worker wrote down, by outcome: completed, failed, cancelled.',
    labelNames: ['outcome'],
    registers,
  }),
});

/** Counts in a registry. */
export function createBatchMeter(registry: Registry): BatchMeter {
  const registers = [registry];
  const { submitted, finished, items } = createBatchCounters(registers);
  const open = new Set<() => BatchCounts>();
  for (const counter of [finished, items]) for (const outcome of OUTCOMES) counter.inc({ outcome }, 0);
  new Gauge({
    name: 'genvideo_batches_running',
    help: 'Batches that this worker works on at this moment; one that is paused, with nothing under way, is on no worker.',
    registers,
    collect() {
      this.set(open.size);
    },
  });
  new Gauge({
    name: 'genvideo_batch_items',
    help: 'Items of the batches that this worker works on, by state: waiting, running.',
    labelNames: ['state'],
    registers,
    collect() {
      const all = [...open].map((readCounts) => readCounts());
      this.set(
        { state: 'waiting' },
        all.reduce((sum, counts) => sum + toWaiting(counts), 0),
      );
      this.set(
        { state: 'running' },
        all.reduce((sum, { running }) => sum + running, 0),
      );
    },
  });
  return {
    submitted: () => submitted.inc(),
    ended: (outcome) => finished.inc({ outcome }),
    itemEnded: (outcome) => items.inc({ outcome }),
    opened(readCounts) {
      open.add(readCounts);
      return () => open.delete(readCounts);
    },
  };
}
