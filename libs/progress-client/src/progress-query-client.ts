import pLimit from 'p-limit';
import type { Explanation } from '@genvideo/models';
import { checkWatchedJobs, type WatchedJobs } from './api/watched-jobs';
import { askWithFallback } from './ask-with-fallback';
import { checkWorkflowId } from './check-workflow-id';
import { formatProgressResult } from './format-progress-result';
import { JobWays } from './job-ways';
import type { JobQuestion } from './job-access';
import { monitorProgress, parseMonitorOptions } from './monitor-progress';
import { onlyForward } from './only-forward';
import type {
  DetailedStatusResult,
  JobsEvent,
  ProgressEvent,
  ProgressReading,
  ProgressResult,
} from './progress-result';
import type {
  ExplainMethod,
  ExplainOptions,
  MonitorOptions,
  ProgressQueryClientOptions,
  QueryMethod,
  QueryMultipleOptions,
  ReadProgressOptions,
  SignalOption,
  WatchManyOptions,
} from './progress-query-options';
import { toProgressResult } from './to-progress-result';
import { untilAborted } from './until-aborted';
import { watchJob } from './watch-job';

/** How many jobs are asked for at once. */
const MAX_QUESTIONS = 8;

const read = async (ways: JobWays, method: QueryMethod, question: JobQuestion): Promise<ProgressReading> => {
  switch (method) {
    case 'fallback':
      return askWithFallback(ways, question, (access, asked) => access.readProgress(asked));
    case 'direct':
      return (await ways.engine()).readProgress(question);
    case 'api':
      return ways.api().readProgress(question);
    case 'detailed': {
      const detailed = await ways.api().readDetailed(question);
      const { workflow_id, workflow_status, progress, timestamp } = detailed;
      return { workflow_id, workflow_status, progress, timestamp, source: 'api', detailed };
    }
  }
};

const explain = async (ways: JobWays, method: ExplainMethod, question: JobQuestion): Promise<Explanation> => {
  if (method === 'api') return ways.api().explain(question);
  if (method === 'direct') return (await ways.engine()).explain(question);
  return askWithFallback(ways, question, (access, asked) => access.explain(asked));
};

/**
 * Asks for the progress of jobs: the engine itself, the API, or the one and then the other. The `query` methods give
 * every failure as a result and reject only when their signal aborts; `readProgress` throws typed errors.
 */
export class ProgressQueryClient {
  readonly #ways: JobWays;

  /** @throws InvalidRequestError naming the option that is wrong or missing */
  constructor(options: ProgressQueryClientOptions) {
    this.#ways = new JobWays(options);
  }

  /** Asks the engine, and the API when that fails; the one of them when only one is configured. */
  queryProgressWithFallback(workflowId: string, options: SignalOption = {}): Promise<ProgressResult> {
    return this.#query(workflowId, { ...options, method: 'fallback' });
  }

  /** Asks the engine. Needs `temporalHost`. */
  queryProgressDirect(workflowId: string, options: SignalOption = {}): Promise<ProgressResult> {
    return this.#query(workflowId, { ...options, method: 'direct' });
  }

  /** Asks the API. Needs `apiBaseUrl`. */
  queryProgressApi(workflowId: string, options: SignalOption = {}): Promise<ProgressResult> {
    return this.#query(workflowId, { ...options, method: 'api' });
  }

  /** Asks the API for everything about a job: its progress holds what its workflow says of itself. Needs `apiBaseUrl`. */
  queryDetailedStatusApi(workflowId: string, options: SignalOption = {}): Promise<DetailedStatusResult> {
    return this.#query(workflowId, { ...options, method: 'detailed' });
  }

  /** Asks for many jobs, a few at a time. The results are in the order of the ids; one failure harms no other. */
  queryMultipleWorkflows(
    workflowIds: readonly string[],
    { useApi = false, signal }: QueryMultipleOptions = {},
  ): Promise<ProgressResult[]> {
    const method = useApi ? 'api' : 'fallback';
    const inTurn = pLimit(MAX_QUESTIONS);
    return Promise.all(workflowIds.map((id) => inTurn(() => this.#query(id, { method, signal }))));
  }

  /**
   * Like the queries, for callers that tell failures apart.
   * @throws ClientError such as NotFoundError, UnauthorizedError, UnreachableError, EngineUnavailableError,
   * RateLimitedError, TimedOutError; their `type` is one of the failure table
   */
  async readProgress(
    workflowId: string,
    { method = 'fallback', signal }: ReadProgressOptions = {},
  ): Promise<ProgressReading> {
    checkWorkflowId(workflowId);
    return this.#ways.run(signal, (linked) => read(this.#ways, method, { workflowId, signal: linked }));
  }

  /**
   * Why a job is where it is, and who has to do what: in one sentence and in details. Asks the engine, and the API when
   * that fails; the one of them when only one is configured.
   * @throws ClientError such as NotFoundError
   */
  async explain(
    workflowId: string,
    { method = 'fallback', signal }: ExplainOptions = {},
  ): Promise<Explanation> {
    checkWorkflowId(workflowId);
    return this.#ways.run(signal, (linked) => explain(this.#ways, method, { workflowId, signal: linked }));
  }

  /**
   * Looks again and again, until the job has ended, an answer says that looking is in vain, or `maxIterations` are
   * over. While nobody answers it goes on, with results that say so.
   * @throws InvalidRequestError naming the option that is wrong, at once
   */
  monitorProgress(
    workflowId: string,
    options: MonitorOptions = {},
  ): AsyncGenerator<ProgressResult, void, undefined> {
    const { method, signal, onProgress } = options;
    const pace = parseMonitorOptions(options);
    return this.#ways.iterate(signal, (linked) => {
      const readOnce = (): Promise<ProgressReading> =>
        this.readProgress(workflowId, { method, signal: linked });
      const results = monitorProgress({ workflowId, read: readOnce, signal: linked, onProgress }, pace);
      return untilAborted(results, linked);
    });
  }

  /**
   * Every change as it happens, the present state first, until the job has ended: pushed by the API (it connects
   * again by itself and goes on where it was), or without one looked for at the engine every second. Percent never
   * goes down.
   * @throws ClientError when the job is not there, the API refuses, or nobody answered for `patienceMs`
   */
  watchProgress(
    workflowId: string,
    { signal }: SignalOption = {},
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    checkWorkflowId(workflowId);
    return this.#ways.iterate(signal, (linked) =>
      untilAborted(onlyForward(watchJob(this.#ways, { workflowId, signal: linked })), linked),
    );
  }

  /**
   * Many jobs at once, pushed by the API on one stream: by their ids, 500 at most, until all have ended; or by what they
   * have in common, which new ones may join, until the signal aborts. Of each the present state comes first, then every
   * change, its end for certain; an id that is not there has an event of its own with an `error`. It connects again by
   * itself, and percent never goes down. Needs `apiBaseUrl`.
   * @throws ClientError when the API refuses, or nobody answered for `patienceMs`
   */
  watchMany(
    jobs: WatchedJobs,
    { signal, onConnection }: WatchManyOptions = {},
  ): AsyncGenerator<JobsEvent, void, undefined> {
    const api = this.#ways.api();
    checkWatchedJobs(jobs);
    return this.#ways.iterate(signal, (linked) =>
      untilAborted(api.watchMany(jobs, { signal: linked, onConnection }), linked),
    );
  }

  /** A result as one line of text. */
  formatProgressResult(result: ProgressResult): string {
    return formatProgressResult(result);
  }

  /** Ends everything under way and lets the process exit; what is asked afterwards is refused. */
  close(): Promise<void> {
    return this.#ways.close();
  }

  #query(workflowId: string, options: ReadProgressOptions): Promise<DetailedStatusResult> {
    return toProgressResult(workflowId, this.readProgress(workflowId, options));
  }
}
