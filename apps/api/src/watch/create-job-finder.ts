import { setTimeout as delay } from 'node:timers/promises';
import type { ListedJob } from '@genvideo/models';

/** The time between two searches for the same jobs, in milliseconds. */
const INTERVAL_MS = 2_000;

/** What each search under way adds to the time between two of each, so that the engine's index gets two a second. */
const INTERVAL_PER_SEARCH_MS = 500;

/** How far back jobs that have ended are looked for, in milliseconds: its index follows a job by a moment. */
const LOOK_BACK_MS = 30_000;

export interface FindOptions {
  /** Tells searches for the same apart from others. */
  key: string;
  /** The jobs that run now, or have ended since a moment, in milliseconds of the Unix epoch. */
  search: (endedSinceMs: number) => Promise<ListedJob[]>;
  /** Told of all of them at every search. */
  onFound: (jobs: readonly ListedJob[]) => void;
  /** Ends the search. */
  signal: AbortSignal;
}

/** Looks for jobs again and again, for any number of people who look for the same. */
export interface JobFinder {
  follow(options: FindOptions): void;
}

/** @param onSearch told how each search went: the error, or null */
export function createJobFinder(onSearch: (error: unknown) => void): JobFinder {
  const searches = new Map<string, Set<FindOptions>>();

  const searchOnce = async (followers: ReadonlySet<FindOptions>): Promise<void> => {
    const [first] = followers;
    try {
      const jobs = (await first?.search(Date.now() - LOOK_BACK_MS)) ?? [];
      onSearch(null);
      for (const { onFound } of followers) onFound(jobs);
    } catch (error) {
      onSearch(error);
    }
  };

  const run = async (key: string, followers: ReadonlySet<FindOptions>): Promise<void> => {
    while (followers.size > 0) {
      const pauseMs = Math.max(INTERVAL_MS, searches.size * INTERVAL_PER_SEARCH_MS);
      await delay(pauseMs, undefined, { ref: false });
      if (followers.size > 0) await searchOnce(followers);
    }
    searches.delete(key);
  };

  return {
    follow(options) {
      const { key, signal } = options;
      if (signal.aborted) return;
      const known = searches.get(key);
      const followers = known ?? new Set();
      followers.add(options);
      signal.addEventListener('abort', () => followers.delete(options), { once: true });
      if (known) return;
      searches.set(key, followers);
      void run(key, followers);
    },
  };
}
