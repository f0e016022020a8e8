import type { PollPace } from './poll-pace';

/** Shares out how often a provider may be asked among the tasks that are watched. */
export interface LookRate {
  /** Runs something that watches a task, and counts it meanwhile. */
  during<Output>(watch: () => Promise<Output>): Promise<Output>;
  /** A pace, with waits as long as all that is watched at the moment makes them. */
  toPace(pace: PollPace): PollPace;
}

/** @param looksPerSecond what the provider bears of one worker, over all tasks; default any number */
export function createLookRate(looksPerSecond: number = Infinity): LookRate {
  let watched = 0;
  return {
    async during(watch) {
      watched += 1;
      try {
        return await watch();
      } finally {
        watched -= 1;
      }
    },
    toPace: (pace) => ({ ...pace, leastMs: (Math.max(1, watched) * 1_000) / looksPerSecond }),
  };
}
