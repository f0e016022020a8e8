import { Counter, Gauge, type Registry } from 'prom-client';

/** What the hub of watched jobs tells of itself. */
export interface WatchStats {
  jobs: number;
  watchers: number;
  /** Since the start. */
  engineCalls: number;
  /** Since the start. */
  dropped: number;
}

/** Shows who watches what. */
export function registerWatchGauges(registry: Registry, toStats: () => WatchStats): void {
  const registers = [registry];
  new Gauge({
    name: 'genvideo_watchers',
    help: 'WebSockets and event streams that follow a job.',
    registers,
    collect() {
      this.set(toStats().watchers);
    },
  });
  new Gauge({
    name: 'genvideo_watched_jobs',
    help: 'Jobs that somebody follows; what the engine is asked grows with these, not with the watchers.',
    registers,
    collect() {
      this.set(toStats().jobs);
    },
  });
  const counts = {
    genvideo_watch_engine_calls_total: {
      help: 'What the engine was asked about watched jobs.',
      toCount: ({ engineCalls }: WatchStats) => engineCalls,
    },
    genvideo_watch_dropped_total: {
      help: 'States that slow watchers were spared because a newer one was there already.',
      toCount: ({ dropped }: WatchStats) => dropped,
    },
  };
  for (const [name, { help, toCount }] of Object.entries(counts))
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(toCount(toStats()));
      },
    });
}
