import { z } from 'zod';
import type {
  BatchResult,
  BatchSnapshot,
  BatchState,
  DoctorReport,
  Explanation,
  FailureCounts,
  GalleryPage,
  Health,
  JobPage,
  JobResult,
  LimiterHistory,
  LimiterSnapshot,
  Session,
  StartPicture,
} from '@genvideo/models';
import {
  batchResultSchema,
  batchSnapshotSchema,
  batchStateSchema,
  doctorReportSchema,
  failureCountsSchema,
  galleryPageSchema,
  healthSchema,
  jobPageSchema,
  jobResultSchema,
  limiterHistorySchema,
  limiterSnapshotSchema,
  sessionSchema,
  startPictureSchema,
} from '@genvideo/models/schemas';
import type { AccessOptions } from './access-options';
import { retriedBatchSchema, ticketSchema } from './api/answers';
import { toBatchPath, toQuery, toWorkflowPath } from './api/to-path';
import { checkWatchedJobs, type WatchedJobs } from './api/watched-jobs';
import type {
  FailureFilters,
  GalleryFilters,
  HistoryFilters,
  JobFilters,
  LimiterPatch,
  RetriedBatch,
  Ticket,
  TicketOptions,
} from './api-client-types';
import { checkWorkflowId } from './check-workflow-id';
import { JobWays } from './job-ways';
import type { SignalOption, WatchManyOptions } from './progress-query-options';
import type { DetailedStatus, JobsEvent } from './progress-result';
import { untilAborted } from './until-aborted';

/** The API is what it asks: `apiBaseUrl` has to be there. */
export type ApiClientOptions = Omit<
  AccessOptions,
  'temporalHost' | 'namespace' | 'temporalConnection' | 'payloadEncryptionKey'
>;

const endSchema = z.union([jobResultSchema, batchResultSchema]);

interface Call {
  method?: 'GET' | 'POST' | 'PATCH';
  path: string;
  workflowId?: string;
  body?: unknown;
  file?: Blob;
}

/**
 * What the API tells and does beyond the progress of a job, for pages and programs that show a whole system. Everything
 * here is safe to repeat, and is repeated while nobody can serve it. Every method throws typed ClientErrors.
 */
export class ApiClient {
  readonly #ways: JobWays;

  /** @throws InvalidRequestError naming the option that is wrong or missing */
  constructor(options: ApiClientOptions) {
    this.#ways = new JobWays(options);
    this.#ways.api();
  }

  /** Who asks, and what a page has to know. @throws UnauthorizedError where a key is needed, or is wrong */
  readSession(options: SignalOption = {}): Promise<Session> {
    return this.#ask({ path: '/session' }, sessionSchema, options);
  }

  /** How the API, the engine, the workers, the limiter and the providers are. */
  readHealth(options: SignalOption = {}): Promise<Health> {
    return this.#ask({ path: '/health' }, healthSchema, options);
  }

  /** Everything that jobs need, as the doctor finds it for the API. @throws UnauthorizedError for a key of one user */
  examine(options: SignalOption = {}): Promise<DoctorReport> {
    return this.#ask({ path: '/doctor' }, doctorReportSchema, options);
  }

  /** Jobs, those that run first, then the latest; go on with `next_cursor`. */
  listJobs(filters: JobFilters = {}, options: SignalOption = {}): Promise<JobPage> {
    return this.#ask({ path: `/workflows${toQuery(filters)}` }, jobPageSchema, options);
  }

  /** Jobs with their prompts and what they made. A page may be empty and have a `next_cursor` all the same. */
  listGallery(filters: GalleryFilters = {}, options: SignalOption = {}): Promise<GalleryPage> {
    return this.#ask({ path: `/gallery${toQuery(filters)}` }, galleryPageSchema, options);
  }

  /** All that is known of a job. @throws NotFoundError */
  readDetailedStatus(workflowId: string, { signal }: SignalOption = {}): Promise<DetailedStatus> {
    checkWorkflowId(workflowId);
    return this.#ways.run(signal, (linked) => this.#ways.api().readDetailed({ workflowId, signal: linked }));
  }

  /** How a job or a batch ended. @throws ConflictError while it runs, NotFoundError */
  readResult(workflowId: string, options: SignalOption = {}): Promise<JobResult | BatchResult> {
    return this.#ask({ path: toWorkflowPath(workflowId, 'result'), workflowId }, endSchema, options);
  }

  /** Why a job is where it is, and who has to do what. @throws NotFoundError */
  explain(workflowId: string, { signal }: SignalOption = {}): Promise<Explanation> {
    checkWorkflowId(workflowId);
    return this.#ways.run(signal, (linked) => this.#ways.api().explain({ workflowId, signal: linked }));
  }

  /** Many jobs on one stream; as `watchMany` of ProgressQueryClient. */
  watchMany(
    jobs: WatchedJobs,
    { signal, onConnection }: WatchManyOptions = {},
  ): AsyncGenerator<JobsEvent, void, undefined> {
    checkWatchedJobs(jobs);
    return this.#ways.iterate(signal, (linked) =>
      untilAborted(this.#ways.api().watchMany(jobs, { signal: linked, onConnection }), linked),
    );
  }

  /** Permits held, and who waits. @throws NotFoundError before a worker has started the limiter */
  readLimiter(options: SignalOption = {}): Promise<LimiterSnapshot> {
    return this.#ask({ path: '/limiter' }, limiterSnapshotSchema, options);
  }

  /** Another capacity, pause, resume; takes effect at once, on nothing that runs already. */
  changeLimiter(patch: LimiterPatch, options: SignalOption = {}): Promise<LimiterSnapshot> {
    return this.#ask({ method: 'PATCH', path: '/limiter', body: patch }, limiterSnapshotSchema, options);
  }

  /** Where the limiter stood lately, oldest first. Asked every two seconds, it has a sample every two seconds. */
  readLimiterHistory(filters: HistoryFilters = {}, options: SignalOption = {}): Promise<LimiterHistory> {
    return this.#ask({ path: `/limiter/history${toQuery(filters)}` }, limiterHistorySchema, options);
  }

  /** Why jobs failed, by cause; since a day ago by default. */
  countFailures(filters: FailureFilters = {}, options: SignalOption = {}): Promise<FailureCounts> {
    return this.#ask({ path: `/failures${toQuery(filters)}` }, failureCountsSchema, options);
  }

  /** How the items of a batch stand, and its window. @throws NotFoundError also for a single job */
  readBatch(batchId: string, options: SignalOption = {}): Promise<BatchState> {
    return this.#ask({ path: toBatchPath(batchId), workflowId: batchId }, batchStateSchema, options);
  }

  /** Begins no more items; what runs goes on. */
  pauseBatch(batchId: string, options: SignalOption = {}): Promise<BatchSnapshot> {
    return this.#steer(batchId, 'pause', options);
  }

  resumeBatch(batchId: string, options: SignalOption = {}): Promise<BatchSnapshot> {
    return this.#steer(batchId, 'resume', options);
  }

  /** How many items may be under way at once. */
  changeBatch(
    batchId: string,
    patch: { max_concurrent: number },
    options: SignalOption = {},
  ): Promise<BatchSnapshot> {
    const call: Call = { method: 'PATCH', path: toBatchPath(batchId), workflowId: batchId, body: patch };
    return this.#ask(call, batchSnapshotSchema, options);
  }

  /** Runs the failed items again, and no others; of a batch that has ended, as a new batch, under another id. */
  retryFailed(batchId: string, options: SignalOption = {}): Promise<RetriedBatch> {
    const path = toBatchPath(batchId, 'retry-failed');
    return this.#ask({ method: 'POST', path, workflowId: batchId }, retriedBatchSchema, options);
  }

  /**
   * Hands in a PNG or a JPEG of 10 MiB at most; its `image_url` is what a job takes to start a video from it. The same
   * picture again gets the same URL.
   * @throws InvalidRequestError for what is no such picture
   */
  handInPicture(picture: Blob, options: SignalOption = {}): Promise<StartPicture> {
    return this.#ask({ method: 'POST', path: '/pictures', file: picture }, startPictureSchema, options);
  }

  /** A short-lived stand-in for the key, to append as `?ticket=` where no header can be sent. */
  createTicket({ workflowId, scope = 'all', ...options }: TicketOptions = {}): Promise<Ticket> {
    const body = { scope, ...(workflowId === undefined ? {} : { workflow_id: workflowId }) };
    return this.#ask({ method: 'POST', path: '/tickets', body }, ticketSchema, options);
  }

  /** Ends everything under way; what is asked afterwards is refused. */
  close(): Promise<void> {
    return this.#ways.close();
  }

  #steer(batchId: string, order: string, options: SignalOption): Promise<BatchSnapshot> {
    const path = toBatchPath(batchId, order);
    return this.#ask({ method: 'POST', path, workflowId: batchId }, batchSnapshotSchema, options);
  }

  #ask<Answer>(call: Call, schema: z.ZodType<Answer>, { signal }: SignalOption): Promise<Answer> {
    const { method = 'GET', workflowId = '', ...rest } = call;
    return this.#ways.run(signal, (linked) =>
      this.#ways.api().ask({ method, workflowId, ...rest, signal: linked }, schema),
    );
  }
}
