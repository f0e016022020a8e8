import { LRUCache } from 'lru-cache';
import type { ListedJob } from '@genvideo/models';
import type { JobFinder } from './create-job-finder';
import type { JobsWatch } from './jobs-watch';
import { MAX_FOLLOWED } from './parse-watch-query';
import { toJobCursor } from './stream-cursor';

/** How many jobs that have been told of to their end a stream remembers: their index lags behind. */
const MAX_REMEMBERED = 5_000;

/** How much earlier than a stream a job may have ended that is told all the same, in milliseconds. */
const START_SLACK_MS = 1_000;

/** What decides which jobs match. */
export interface MatchingJobs {
  /** Tells searches for the same apart from others. */
  key: string;
  search: (endedSinceMs: number) => Promise<ListedJob[]>;
}

export interface FollowMatchingOptions {
  watch: JobsWatch;
  /** Until when the watcher has been told of everything, in milliseconds of the Unix epoch; null for a new one. */
  sinceMs: number | null;
  signal: AbortSignal;
}

/** Lets jobs join a watch as they come. */
export class MatchingFollower {
  private readonly done = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  private readonly fromMs: number;
  /** Whether more match than are followed. */
  overflows = false;

  constructor(
    private readonly matching: MatchingJobs,
    private readonly options: FollowMatchingOptions,
  ) {
    this.fromMs = options.sinceMs ?? Date.now() - START_SLACK_MS;
  }

  /** Lets those join that match now; rejects where nobody can tell which. */
  async begin(): Promise<void> {
    this.join(await this.matching.search(this.fromMs), this.options.sinceMs);
  }

  /** Goes on with those that come to match. */
  goOn(finder: JobFinder): void {
    const { key, search } = this.matching;
    finder.follow({ key, search, signal: this.options.signal, onFound: (jobs) => this.join(jobs, null) });
  }

  /** The end of a job has been told, or that it is not there. */
  forget(workflowId: string): void {
    this.done.set(workflowId, true);
  }

  private isNew({ workflow_id: id, close_time: closed }: ListedJob): boolean {
    if (this.done.has(id) || this.options.watch.has(id)) return false;
    return closed === null || Date.parse(closed) >= this.fromMs;
  }

  private join(jobs: readonly ListedJob[], sinceMs: number | null): void {
    const { watch } = this.options;
    const fresh = jobs.filter((job) => this.isNew(job));
    const places = Math.max(0, MAX_FOLLOWED - watch.size);
    this.overflows = fresh.length > places || jobs.length >= MAX_FOLLOWED;
    for (const { workflow_id: id } of fresh.slice(0, places)) watch.follow(id, toJobCursor(sinceMs));
  }
}
