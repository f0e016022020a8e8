/** Tells whether the watchers of one job were all told the same. */
export class UpdateCount {
  private readonly places = new Map<string, number>();
  /** The place of the latest update that each watcher was told. */
  private readonly latest = new Map<number, number>();
  private open = true;
  delivered = 0;
  lost = 0;

  /** An update reached a watcher, later than those that reached it before. */
  take(watcher: number, update: string): void {
    const known = this.places.get(update);
    if (known === undefined && !this.open) return;
    const place = known ?? this.places.size;
    this.places.set(update, place);
    const before = this.latest.get(watcher);
    if (before !== undefined) this.lost += Math.max(0, place - before - 1);
    this.latest.set(watcher, place);
    this.delivered += 1;
  }

  /** What nobody has been told yet no longer counts. */
  close(): void {
    this.open = false;
  }

  /** What never came counts as lost. */
  end(): void {
    for (const place of this.latest.values()) this.lost += this.places.size - 1 - place;
  }
}
