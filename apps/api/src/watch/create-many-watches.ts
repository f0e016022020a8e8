import { checkVisible } from '../job/check-visible';
import type { HubClosedError } from './hub-closed-error';
import type { JobChannels } from './job-channels';
import { JobsWatch } from './jobs-watch';
import type { WatchManyOptions } from './progress-hub';
import { WatcherCounts } from './watcher-counts';

/** Of what streams of many jobs may follow together, one key has this part at most: a quarter. */
const FOLLOWED_SHARE = 4;

export interface ManyWatchesOptions {
  channels: JobChannels;
  /** Each is one watcher among all. */
  watchers: WatcherCounts;
  /** How many jobs all of them may follow together. */
  maxFollowed: number;
  onDropped: () => void;
}

/** The watches of many jobs each that are under way. */
export interface ManyWatches {
  /** @throws ProblemError 503 when too much is watched already, 429 when too much is with the caller's key */
  open(options: WatchManyOptions): JobsWatch;
  /** Ends all of them. */
  fail(error: HubClosedError): void;
}

export function createManyWatches(options: ManyWatchesOptions): ManyWatches {
  const { channels, watchers, maxFollowed, onDropped } = options;
  const followed = new WatcherCounts({
    what: 'jobs are followed by streams of many',
    total: maxFollowed,
    perKey: maxFollowed / FOLLOWED_SHARE,
  });
  const open = new Set<JobsWatch>();

  const count = ({ caller, jobs }: WatchManyOptions): (() => void) => {
    const uncountWatcher = watchers.add(caller);
    try {
      const uncountJobs = followed.add(caller, jobs);
      return () => [uncountWatcher, uncountJobs].forEach((uncount) => uncount());
    } catch (error) {
      uncountWatcher();
      throw error;
    }
  };

  return {
    open(wish) {
      const { signal, caller } = wish;
      const uncount = count(wish);
      const onAbort = (): void => watch.close();
      const watch: JobsWatch = new JobsWatch({
        hold: (workflowId) => channels.hold(workflowId),
        release: (workflowId) => channels.release(workflowId),
        admit: (job) => checkVisible(caller, job),
        onDropped,
        onClosed() {
          signal.removeEventListener('abort', onAbort);
          uncount();
          open.delete(watch);
        },
      });
      open.add(watch);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) watch.close();
      return watch;
    },
    fail(error) {
      for (const watch of open) watch.fail(error);
    },
  };
}
