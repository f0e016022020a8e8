import type { BatchCounts, BatchLine } from '@genvideo/models';

/** What an item of a batch is: what has no name here waits. */
type EndStatus = BatchLine['status'];

const WAITING = 0;
const RUNNING = 1;
const ENDED: Record<EndStatus, number> = { completed: 2, failed: 3, cancelled: 4 };

/**
 * How the items of a batch stand, in a few bytes each. Items begin in the order of the list, and those that are run
 * again after all the others: so what runs is always at the head of what has not ended, and whoever goes on with a
 * batch comes upon it before anything new.
 */
export class BatchBook {
  private readonly status: Uint8Array;
  private readonly tally = new Uint32Array(5);
  /** Items that are run again, in the order in which they begin. */
  private readonly again: number[];
  private nextFirst = 0;
  private nextAgain = 0;

  constructor(
    readonly total: number,
    /** The items that are not in their first run, with the run they are in. */
    private readonly attempts: ReadonlyMap<number, number> = new Map(),
    /** The items that are equal to another and end with it, by that other. */
    private readonly twins: ReadonlyMap<number, readonly number[]> = new Map(),
  ) {
    this.status = new Uint8Array(total);
    this.tally[WAITING] = total;
    this.again = [...attempts.keys()].sort(
      (left, right) => this.attemptOf(left) - this.attemptOf(right) || left - right,
    );
    for (const index of [...twins.values()].flat()) this.followers.add(index);
  }

  private readonly followers = new Set<number>();

  get counts(): BatchCounts {
    const [, running = 0, completed = 0, failed = 0, cancelled = 0] = this.tally;
    return { total: this.total, completed, failed, cancelled, running };
  }

  /** How many items wait to be begun, or to end with their twin. */
  get waiting(): number {
    return this.tally[WAITING] ?? 0;
  }

  attemptOf(index: number): number {
    return this.attempts.get(index) ?? 1;
  }

  /** The items that are equal to this one, and end with it. */
  twinsOf(index: number): readonly number[] {
    return this.twins.get(index) ?? [];
  }

  hasEnded(index: number): boolean {
    return (this.status[index] ?? WAITING) > RUNNING;
  }

  /** The next item to begin, which runs from now on; null when there is none. */
  begin(): number | null {
    const index = this.takeNext();
    if (index !== null) this.set(index, RUNNING);
    return index;
  }

  /** The same for several items. */
  beginSome(most: number): number[] {
    const items: number[] = [];
    for (let index = this.begin(); index !== null; index = this.begin())
      if (items.push(index) === most) break;
    return items;
  }

  /** An item was not begun after all, and waits again; {@link begin} does not come upon it before {@link rewind}. */
  putBack(index: number): void {
    this.set(index, WAITING);
  }

  /** From here on items that were put back begin like others, in their place. */
  rewind(): void {
    this.nextFirst = 0;
    this.nextAgain = 0;
  }

  end(index: number, status: EndStatus): void {
    this.set(index, ENDED[status]);
  }

  private takeNext(): number | null {
    for (; this.nextFirst < this.total; this.nextFirst += 1)
      if (!this.attempts.has(this.nextFirst) && this.mayBegin(this.nextFirst)) return this.nextFirst++;
    for (; this.nextAgain < this.again.length; this.nextAgain += 1) {
      const index = this.again[this.nextAgain] ?? 0;
      if (this.mayBegin(index)) return (this.nextAgain++, index);
    }
    return null;
  }

  private mayBegin(index: number): boolean {
    return this.status[index] === WAITING && !this.followers.has(index);
  }

  private set(index: number, status: number): void {
    const before = this.status[index] ?? WAITING;
    this.status[index] = status;
    this.tally[before] = (this.tally[before] ?? 0) - 1;
    this.tally[status] = (this.tally[status] ?? 0) + 1;
  }
}
