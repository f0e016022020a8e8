import type { Caller } from '../auth/caller';
import type { JobsWatch } from './jobs-watch';
import type { ProgressEvent } from './progress-event';
import type { WatchedJob } from './watched-job';

export interface WatchOptions {
  /** Ends the watch. */
  signal: AbortSignal;
  /** The id of the last event that the watcher has seen, from any process; default: none. */
  after?: string | null;
  /** Who watches; those who came with a key are limited by it. Default: anybody. */
  caller?: Caller | null;
}

export interface WatchManyOptions extends Pick<WatchOptions, 'signal'> {
  /** Who watches: sees the jobs it may see, and is limited by its key. */
  caller: Caller;
  /** How many jobs are going to be followed at most. */
  jobs: number;
}

export interface HubStats {
  /** Jobs that somebody watches. */
  jobs: number;
  watchers: number;
  /** Describes and queries of jobs since the start. */
  engineCalls: number;
  /** States that a slow watcher was spared, since a newer one was there already. */
  dropped: number;
}

/** Knows how far jobs are, for any number of people who watch or ask: the engine is asked once per job. */
export interface ProgressHub {
  /**
   * A job as it was within the last second.
   * @throws NotFoundError, EngineUnavailableError
   */
  read(workflowId: string): Promise<WatchedJob>;
  /**
   * The stages that began since `after`, the present state, then every change; ends after the final state. Percent
   * never goes down. Who fetches slowly gets every stage, the final state, and the newest of the others. While the
   * engine is away nothing comes; the watch goes on when it is back. The iteration fails with NotFoundError,
   * EngineUnavailableError (only before the first state), and HubClosedError.
   * @throws ProblemError 503 when too many watch already, 429 when too many do with the caller's key
   */
  watch(workflowId: string, options: WatchOptions): AsyncIterable<ProgressEvent>;
  /**
   * Many jobs as one watcher, who says which as they come. Of each the same is told as by `watch`; one that is not there,
   * or is not the caller's, is told as missing, and while the engine is away the watch waits.
   * @throws ProblemError 503 when too much is watched already, 429 when too much is with the caller's key
   */
  watchMany(options: WatchManyOptions): JobsWatch;
  /** Something happened to the job: it is looked at at once, and more often for a moment. */
  nudge(workflowId: string): void;
  /** The job is there, as it may not have been a moment ago: who asks now is not told of that. */
  forgetAbsence(workflowId: string): void;
  stats(): HubStats;
  /** Ends all watches with a HubClosedError of this reason, and waits a moment for what is under way at the engine. */
  close(reason: string): Promise<void>;
}
