import type { BatchRequest, ImageRequest, JobRequest, VideoRequest } from '@genvideo/models';
import type { AccessOptions } from './access-options';
import { checkWorkflowId } from './check-workflow-id';
import { ClientError } from './client-error';
import { createJobId } from './create-job-id';
import type { JobAccess, JobQuestion, Submission } from './job-access';
import { JobWays } from './job-ways';
import type { SignalOption } from './progress-query-options';
import type { QuerySource, WorkflowStatusAnswer } from './progress-result';

/** Jobs go to the API when `apiBaseUrl` is given, else to the engine. */
export interface GenerationClientOptions extends AccessOptions {
  /** The task queue of jobs submitted directly; default "generation-queue". The API has its own. */
  taskQueue?: string | undefined;
}

/** A job that has been taken. */
export interface SubmittedJob {
  workflow_id: string;
  source: QuerySource;
}

/** Submits jobs and steers them, over the API or directly to the engine. Every method throws typed errors. */
export class GenerationClient {
  readonly #ways: JobWays;

  /** @throws InvalidRequestError naming the option that is wrong or missing */
  constructor(options: GenerationClientOptions) {
    this.#ways = new JobWays(options);
  }

  /**
   * Hands in a job. Without `request_id` an id is made before the job is sent, so that a try whose answer was lost is
   * repeated without a second job. Every ClientError has it as `workflowId`: whoever repeats the call himself gives it
   * as `request_id`. Whoever aborts with a signal and wants to repeat chooses the id.
   * @throws InvalidRequestError naming every bad field, ConflictError when the id is used for another input,
   * RateLimitedError, UnauthorizedError, UnreachableError and other ClientErrors
   */
  submitJob(job: JobRequest, options: SignalOption = {}): Promise<SubmittedJob> {
    const request_id = job.request_id ?? createJobId();
    return this.#submit({ kind: 'job', request: { ...job, request_id } }, options);
  }

  /** Hands in a video on its own, for which a picture is made first; like {@link submitJob} otherwise. */
  submitVideo(video: VideoRequest, options: SignalOption = {}): Promise<SubmittedJob> {
    const request_id = video.request_id ?? createJobId();
    return this.#submit({ kind: 'video', request: { ...video, request_id } }, options);
  }

  /** Hands in one to nine pictures of one prompt; like {@link submitJob} otherwise. */
  submitImage(image: ImageRequest, options: SignalOption = {}): Promise<SubmittedJob> {
    const request_id = image.request_id ?? createJobId();
    return this.#submit({ kind: 'image', request: { ...image, request_id } }, options);
  }

  /**
   * Hands in many videos and pictures as one, up to 100,000 over the API and 256 KB of them directly to the engine. The
   * batch is watched, asked and cancelled like a job, by its `batch_id`, which is made here where none is given.
   * @throws InvalidRequestError naming every bad field and item, ConflictError, and what {@link submitJob} throws
   */
  submitBatch(batch: BatchRequest, options: SignalOption = {}): Promise<SubmittedJob> {
    const batch_id = batch.batch_id ?? createJobId().replace(/^job/, 'batch');
    return this.#start(batch_id, options, (access, signal) =>
      access.submitBatch({ ...batch, batch_id }, signal),
    );
  }

  /** How the workflow stands. @throws ClientError such as NotFoundError */
  getWorkflowStatus(workflowId: string, options: SignalOption = {}): Promise<WorkflowStatusAnswer> {
    return this.#ask(workflowId, options, (access, question) => access.readStatus(question));
  }

  /**
   * Asks a job to cancel: it ends what its provider does, cleans up and then ends. A job that has ended stays as it is.
   * @throws ClientError such as NotFoundError
   */
  cancelWorkflow(workflowId: string, options: SignalOption = {}): Promise<void> {
    return this.#ask(workflowId, options, (access, question) => access.cancelJob(question));
  }

  /** Ends everything under way and lets the process exit; what is asked afterwards is refused. */
  close(): Promise<void> {
    return this.#ways.close();
  }

  async #access(): Promise<JobAccess> {
    return this.#ways.hasApi ? this.#ways.api() : this.#ways.engine();
  }

  #submit(submission: Submission, options: SignalOption): Promise<SubmittedJob> {
    const { request_id: workflowId } = submission.request;
    return this.#start(workflowId, options, (access, signal) => access.submit(submission, signal));
  }

  async #start(
    workflowId: string,
    { signal }: SignalOption,
    start: (access: JobAccess, signal: AbortSignal) => Promise<void>,
  ): Promise<SubmittedJob> {
    try {
      return await this.#ways.run(signal, async (linked) => {
        const access = await this.#access();
        await start(access, linked);
        return { workflow_id: workflowId, source: access.source };
      });
    } catch (error) {
      throw error instanceof ClientError ? Object.assign(error, { workflowId }) : error;
    }
  }

  async #ask<Answer>(
    workflowId: string,
    { signal }: SignalOption,
    ask: (access: JobAccess, question: JobQuestion) => Promise<Answer>,
  ): Promise<Answer> {
    checkWorkflowId(workflowId);
    return this.#ways.run(signal, async (linked) =>
      ask(await this.#access(), { workflowId, signal: linked }),
    );
  }
}
