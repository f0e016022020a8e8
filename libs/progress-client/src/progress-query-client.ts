import type { DetailedStatusResult, ProgressEvent, ProgressReading, ProgressResult } from './progress-result';

export interface ProgressQueryClientOptions {
  /** `host:port` of the engine, for the direct way. Needs the package @temporalio/client. Default: API only. */
  temporalHost?: string | undefined;
  /** The engine's namespace; default "default". */
  namespace?: string | undefined;
  /** Further `ConnectionOptions` of @temporalio/client (tls, apiKey, metadata), handed on as they are. */
  temporalConnection?: Readonly<Record<string, unknown>> | undefined;
  /** Where the API is, such as `http://127.0.0.1:8000`. Default: direct only. */
  apiBaseUrl?: string | undefined;
  /** A key for the API, sent as `Authorization: Bearer`. Default: none. */
  apiKey?: string | undefined;
  /** How long one request to the API may take, in milliseconds; default 10,000. */
  timeoutMs?: number | undefined;
  /** How often a request that changes nothing is repeated when the API cannot serve it; default 2. */
  retries?: number | undefined;
  /** Used in place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
}

/** Which way a question goes: `fallback` is direct, then the API; `detailed` asks the API for everything. */
export type QueryMethod = 'fallback' | 'direct' | 'api' | 'detailed';

export interface SignalOption {
  /** Ends the call with the signal's reason, an iteration without an error. */
  signal?: AbortSignal | undefined;
}

export interface ReadProgressOptions extends SignalOption {
  /** Default `fallback`. */
  method?: QueryMethod | undefined;
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
  /** Told every result, before it is given to the iteration. */
  onProgress?: ((result: ProgressResult) => void) | undefined;
}

const later = (...asked: unknown[]): never => {
  throw new Error(`Not built yet: ${asked.map(String).join(', ')}`);
};

/** Asks for the progress of jobs: the engine itself, the API, or the one and then the other. */
export class ProgressQueryClient {
  /** @throws InvalidRequestError naming the option that is wrong or missing */
  constructor(protected readonly options: ProgressQueryClientOptions) {}

  /** Direct to the engine, then the API; whichever of them is configured. */
  queryProgressWithFallback(workflowId: string, options: SignalOption = {}): Promise<ProgressResult> {
    return later(workflowId, options);
  }

  queryProgressDirect(workflowId: string, options: SignalOption = {}): Promise<ProgressResult> {
    return later(workflowId, options);
  }

  queryProgressApi(workflowId: string, options: SignalOption = {}): Promise<ProgressResult> {
    return later(workflowId, options);
  }

  queryDetailedStatusApi(workflowId: string, options: SignalOption = {}): Promise<DetailedStatusResult> {
    return later(workflowId, options);
  }

  /** The same for many jobs, in the order of the ids; one that fails does no harm to the others. */
  queryMultipleWorkflows(
    workflowIds: readonly string[],
    options: QueryMultipleOptions = {},
  ): Promise<ProgressResult[]> {
    return later(workflowIds, options);
  }

  /** Like the queries, for callers that tell failures apart.
   * @throws ClientError: NotFoundError, UnauthorizedError, UnreachableError, RateLimitedError, TimedOutError and others
   */
  readProgress(workflowId: string, options: ReadProgressOptions = {}): Promise<ProgressReading> {
    return later(workflowId, options);
  }

  /** Looks again and again until the job has ended, was never there, or `maxIterations` are over.
   * @throws InvalidRequestError naming the option that is wrong, at once
   */
  monitorProgress(
    workflowId: string,
    options: MonitorOptions = {},
  ): AsyncGenerator<ProgressResult, void, undefined> {
    return later(workflowId, options);
  }

  /** Every change as it happens, the present state first, until the job has ended. Percent never goes down. */
  watchProgress(
    workflowId: string,
    options: SignalOption = {},
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    return later(workflowId, options);
  }

  formatProgressResult(result: ProgressResult): string {
    return later(result);
  }

  /** Ends everything under way. The client cannot be used after that. */
  close(): Promise<void> {
    return later();
  }
}
