import type { Percentiles } from './percentiles';
import type { Machine } from '../measurement';

/** How soon watchers saw what the provider did, in milliseconds. */
export interface LagResult {
  jobs: number;
  percent: Percentiles | null;
  /** From the end of the video at the provider, which calls back, to the next step at the watcher. */
  stageEnd: Percentiles | null;
}

/** What one process of watchers was told. */
export interface CrowdTally {
  watchers: number;
  /** Updates that reached a watcher. */
  delivered: number;
  /** Updates that other watchers of the same job got and one did not. */
  lost: number;
  /** From the look at the engine to the watcher, in milliseconds. */
  lag: Percentiles | null;
}

export interface CrowdResult extends CrowdTally {
  jobs: number;
  seconds: number;
  /** Calls of the API to the engine, a second. */
  engineCalls: number;
  /** States that slow watchers were spared. */
  dropped: number;
  /** Resident memory of the API for each watcher, in KiB. */
  memoryKib: number;
}

/** Streams that follow the same many jobs each. */
export interface MultiplexedResult {
  jobs: number;
  streams: number;
  seconds: number;
  /** From the provider to the reader of one of them, in milliseconds. */
  percent: Percentiles | null;
  /** Events that reached that reader. */
  delivered: number;
  /** Calls of the API to the engine, a second. */
  engineCalls: number;
  /** Resident memory of the API for each stream, in KiB. */
  memoryKib: number;
}

export interface RestResult {
  /** Requests a second. */
  progress: number;
  bareExpress: number;
  /** Describes of the engine by the API, a second. */
  describes: number;
}

/** All that a run found out. */
export interface WatchingResult {
  command: string;
  started_at: string;
  seconds: number;
  machine: Machine;
  lag: LagResult;
  crowds: CrowdResult[];
  /** One stream, then many; none where it was left out. */
  multiplexed: MultiplexedResult[];
  /** Null without wrk. */
  rest: RestResult | null;
}
