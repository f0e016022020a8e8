import { setTimeout as delay } from 'node:timers/promises';
import type { LimiterQueue, LimiterSample } from '@genvideo/models';

/** How many samples are kept: an hour of those that nobody waits for. */
const MAX_SAMPLES = 1_000;

/** How far back they reach, in milliseconds. */
const MAX_AGE_MS = 3_600_000;

/** The time between two samples, in milliseconds: while somebody looks on, and while nobody does. */
const WATCHED_MS = 2_000;
const UNWATCHED_MS = 10_000;

/** How long after the last question somebody still looks on, in milliseconds. */
const WATCHED_FOR_MS = 15_000;

/** The time between two looks at the clock, in milliseconds. */
const TICK_MS = 1_000;

export interface LimiterHistoryKeeper {
  /** The longest time between two samples, in seconds. */
  readonly intervalSeconds: number;
  /** The samples after a moment, in milliseconds of the Unix epoch, oldest first; somebody looks on from here on. */
  read(sinceMs: number): readonly LimiterSample[];
}

export interface LimiterHistoryOptions {
  /** The limiter as it was within about the last second; null when nobody can tell. */
  read: () => Promise<LimiterQueue | null>;
  /** Ends the sampling. */
  signal: AbortSignal;
}

/** Notes where the limiter stands, for all who look on: what the engine is asked does not grow with them. */
export function createLimiterHistory({ read, signal }: LimiterHistoryOptions): LimiterHistoryKeeper {
  let samples: LimiterSample[] = [];
  let askedAtMs = -Infinity;
  let sampledAtMs = -Infinity;

  const isDue = (nowMs: number): boolean => {
    const watched = nowMs - askedAtMs < WATCHED_FOR_MS;
    return nowMs - sampledAtMs >= (watched ? WATCHED_MS : UNWATCHED_MS);
  };

  const sample = async (): Promise<void> => {
    sampledAtMs = Date.now();
    const queue = await read();
    if (queue === null) return;
    const { capacity, held, waiting, paused } = queue;
    const at = new Date().toISOString();
    const oldest = new Date(Date.now() - MAX_AGE_MS).toISOString();
    samples = [
      ...samples.filter((each) => each.at >= oldest).slice(1 - MAX_SAMPLES),
      { at, capacity, held, waiting: waiting.length, paused },
    ];
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      if (isDue(Date.now())) await sample().catch(() => undefined);
      await delay(TICK_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  void run();

  return {
    intervalSeconds: UNWATCHED_MS / 1_000,
    read(sinceMs) {
      askedAtMs = Date.now();
      const since = new Date(sinceMs).toISOString();
      return samples.filter(({ at }) => at > since);
    },
  };
}
