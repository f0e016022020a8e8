import type { Client } from '@temporalio/client';
import { toBatchKeys, type BatchLine, type BatchPulse } from '@genvideo/models';
import type { JobLimits } from '../job/prepare-job';
import type { Logger } from '../logger-port';
import type { LineLog, Storage } from '../storage/storage-port';
import { BatchBook } from './batch-book';
import type { BatchObserver } from './batch-observer';
import { readBatchItem, type ReadItem } from './batch-item';
import type { FirstFailure, RunBatchRequest } from './batch-request';
import { parseBatchLine, readStanding } from './batch-results';
import { readRetries } from './batch-retries';
import { createTwinFinder } from './find-twins';
import { openItemList, type ItemList } from './item-list';
import { createRateMeter, type RateMeter } from './rate-meter';
import { toItemId } from './to-item-id';

export interface BatchDependencies {
  client: Client;
  storage: Storage;
  logger: Logger;
  limits: JobLimits;
  /** The queue whose workers make the items: the batch's own. */
  taskQueue: string;
  /** Told now and then how the items stand, for readers that ask the workflow alone. Never rejects. */
  tellPulse: (pulse: BatchPulse) => void;
  /** Told of every item whose end is written. */
  onItemEnd: BatchObserver['itemEnded'];
}

/** A line's part that says how the item ended. */
export type LineEnd = Pick<BatchLine, 'workflow_id' | 'status' | 'result' | 'error'>;

/** How many times in a batch its workflow is told how its items stand. */
const TELLINGS = 20;

interface BatchParts {
  book: BatchBook;
  list: ItemList;
  log: LineLog;
  rate: RateMeter;
}

/**
 * A batch under way in this process: its list, how its items stand, and its results. All that is known comes from the
 * store, so that any worker can go on with it.
 */
export class BatchRun {
  firstFailure: FirstFailure | null = null;
  private told: number;

  private constructor(
    readonly request: RunBatchRequest,
    readonly deps: BatchDependencies,
    private readonly parts: BatchParts,
  ) {
    this.told = this.toTelling();
  }

  get book(): BatchBook {
    return this.parts.book;
  }

  /** Reads where a batch stands. */
  static async open(request: RunBatchRequest, deps: BatchDependencies): Promise<BatchRun> {
    const { batch_id: id, list_key: key, total, dedupe, fail_fast: failFast } = request;
    const finder = createTwinFinder();
    const list = await openItemList(
      deps.storage,
      key,
      dedupe ? (text, at) => finder.see(text, at) : undefined,
    );
    const { attempts } = await readRetries(deps.storage, id);
    const log = await deps.storage.openLines(toBatchKeys(id).results);
    const { heads } = await readStanding(log, { total, attempts });
    const book = new BatchBook(total, attempts, finder.twins);
    for (const { index, status } of heads.values()) book.end(index, status);
    const rate = createRateMeter(heads.size, Date.now());
    const run = new BatchRun(request, deps, { book, list, log, rate });
    const failed = failFast ? [...heads.values()].find(({ status }) => status === 'failed') : undefined;
    if (failed !== undefined) run.firstFailure = await run.describeFailure(failed.index);
    return run;
  }

  /** What an item asks for. */
  async readItem(index: number): Promise<ReadItem> {
    return readBatchItem(await this.parts.list.readLine(index), this.request.user_id);
  }

  toId(index: number, requestId: string | null): string {
    const { batch_id: batchId } = this.request;
    return toItemId({ batchId, index, attempt: this.book.attemptOf(index), requestId });
  }

  /**
   * Writes how items ended, and only then counts them. Those that are equal to one end with it, and stand before it:
   * whoever finds its line finds theirs.
   */
  async end(ends: readonly { index: number; type: BatchLine['type']; end: LineEnd }[]): Promise<void> {
    const lines = ends.flatMap(({ index, type, end }) =>
      [...this.book.twinsOf(index), index].map((each): BatchLine => {
        const { workflow_id, status, result, error } = end;
        return { index: each, workflow_id, type, status, attempt: this.book.attemptOf(each), result, error };
      }),
    );
    await this.parts.log.append(lines.map((line) => JSON.stringify(line)));
    for (const line of lines) this.count(line);
    this.tell();
  }

  toPulse(): BatchPulse {
    const { counts } = this.book;
    const ended = counts.completed + counts.failed + counts.cancelled;
    return { ...counts, paused: this.request.paused, per_minute: this.parts.rate.read(ended, Date.now()) };
  }

  private count({ index, workflow_id, status, error }: BatchLine): void {
    this.book.end(index, status);
    this.deps.onItemEnd(status);
    if (status === 'failed' && error !== null) this.firstFailure ??= { index, workflow_id, error };
  }

  private tell(): void {
    const telling = this.toTelling();
    if (telling <= this.told) return;
    this.told = telling;
    this.deps.tellPulse(this.toPulse());
  }

  private toTelling(): number {
    const { completed, failed, cancelled, total } = this.book.counts;
    return Math.floor((TELLINGS * (completed + failed + cancelled)) / Math.max(1, total));
  }

  private async describeFailure(index: number): Promise<FirstFailure | null> {
    for await (const text of this.parts.log.read()) {
      const line = parseBatchLine(text);
      if (line?.index === index && line.status === 'failed' && line.error !== null)
        return { index, workflow_id: line.workflow_id, error: line.error };
    }
    return null;
  }
}
