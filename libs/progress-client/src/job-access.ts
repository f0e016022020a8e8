import type { BatchRequest, Explanation, ImageRequest, JobRequest, VideoRequest } from '@genvideo/models';
import type { z } from 'zod';
import type { ApiRequest } from './api/api-request';
import type { FollowManyOptions } from './api/follow-many';
import type { WatchedJobs } from './api/watched-jobs';
import type {
  DetailedStatus,
  JobsEvent,
  ProgressEvent,
  ProgressReading,
  QuerySource,
  WorkflowStatusAnswer,
} from './progress-result';

/** A job, and how long its caller waits for the answer. */
export interface JobQuestion {
  workflowId: string;
  /** Aborted, the call rejects, and a watch ends without an error. */
  signal: AbortSignal;
}

/** A job to start, by its shape. Its request carries its id. */
export type Submission =
  | { kind: 'job'; request: JobRequest & { request_id: string } }
  | { kind: 'video'; request: VideoRequest & { request_id: string } }
  | { kind: 'image'; request: ImageRequest & { request_id: string } };

/** A batch to start, with its id. */
export type BatchSubmission = BatchRequest & { batch_id: string };

/** A way to the jobs: the engine itself, or the API. Every method rejects with a ClientError. */
export interface JobAccess {
  readonly source: QuerySource;
  readProgress(question: JobQuestion): Promise<ProgressReading>;
  readStatus(question: JobQuestion): Promise<WorkflowStatusAnswer>;
  explain(question: JobQuestion): Promise<Explanation>;
  /** Every change, the present state first, until the job has ended. */
  watchProgress(question: JobQuestion): AsyncIterable<ProgressEvent>;
  /** Starts a job once, however often it is called. */
  submit(submission: Submission, signal: AbortSignal): Promise<void>;
  /** Starts a batch once, however often it is called. */
  submitBatch(batch: BatchSubmission, signal: AbortSignal): Promise<void>;
  cancelJob(question: JobQuestion): Promise<void>;
  close(): Promise<void>;
}

/** What the API can tell that the engine alone cannot. */
export interface ApiAccess extends JobAccess {
  readDetailed(question: JobQuestion): Promise<DetailedStatus>;
  /** What happens to many jobs, on one stream. */
  watchMany(jobs: WatchedJobs, options: FollowManyOptions): AsyncIterable<JobsEvent>;
  /** Asks one of its routes; what is sent must be safe to send twice. */
  ask<Answer>(request: ApiRequest, schema: z.ZodType<Answer>): Promise<Answer>;
}
