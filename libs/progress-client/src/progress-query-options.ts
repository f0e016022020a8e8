import type { ConnectionState } from './api/follow-many';
import type { AccessOptions } from './access-options';
import type { ProgressResult } from './progress-result';

/** Where a client asks. */
export type ProgressQueryClientOptions = AccessOptions;

/** Which way a question goes: `fallback` is direct, then the API; `detailed` asks the API for everything. */
export type QueryMethod = 'fallback' | 'direct' | 'api' | 'detailed';

export interface SignalOption {
  /** Aborted, a call rejects with the signal's reason, and an iteration ends without an error. */
  signal?: AbortSignal | undefined;
}

export interface ReadProgressOptions extends SignalOption {
  /** Default `fallback`. */
  method?: QueryMethod | undefined;
}

/** Which way the question for the reasons goes: `fallback` is direct, then the API. */
export type ExplainMethod = Exclude<QueryMethod, 'detailed'>;

export interface ExplainOptions extends SignalOption {
  /** Default `fallback`. */
  method?: ExplainMethod | undefined;
}

export interface QueryMultipleOptions extends SignalOption {
  /** Ask the API only; default false: direct, then the API. */
  useApi?: boolean | undefined;
}

export interface MonitorOptions extends ReadProgressOptions {
  /** The time between two looks, in seconds; default 5. */
  intervalSeconds?: number | undefined;
  /** How many looks at most; default: until the job has ended. */
  maxIterations?: number | undefined;
  /** Told every result before the iteration gets it. */
  onProgress?: ((result: ProgressResult) => void) | undefined;
}

export interface WatchManyOptions extends SignalOption {
  /** Told when events begin to come (`live`), and when the connection is lost, which mends itself. */
  onConnection?: ((state: ConnectionState) => void) | undefined;
}
