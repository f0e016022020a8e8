import type { ProgressEvent } from './progress-event';

/** How many stages are kept for somebody who does not fetch them; jobs have fewer. */
const MAX_KEPT = 64;

/**
 * What waits of one job for one watcher: the stages it has not fetched, and the newest state. It never holds more,
 * however slow the watcher is.
 */
export class EventBox {
  private kept: ProgressEvent[] = [];
  private newest: ProgressEvent | null = null;

  /** @param onDropped told of each state that gave way to a newer one */
  constructor(private readonly onDropped: () => void) {}

  get isEmpty(): boolean {
    return this.newest === null && this.kept.length === 0;
  }

  put(event: ProgressEvent): void {
    if (this.newest) this.onDropped();
    this.newest = null;
    if (event.kind === 'change') this.newest = event;
    else this.keep(event);
  }

  take(): ProgressEvent | null {
    const kept = this.kept.shift();
    if (kept) return kept;
    const { newest } = this;
    this.newest = null;
    return newest;
  }

  clear(): void {
    this.kept = [];
    this.newest = null;
  }

  private keep(event: ProgressEvent): void {
    this.kept.push(event);
    if (this.kept.length <= MAX_KEPT) return;
    this.kept.shift();
    this.onDropped();
  }
}
