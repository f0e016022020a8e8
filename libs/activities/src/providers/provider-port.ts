/** One or several pictures to be made in one task; sizes in pixels. */
export interface ImageTask {
  prompt: string;
  style: string;
  width: number;
  height: number;
  /** How many; default 1. A provider that cannot make several in one task makes one: the job then says so. */
  num_images?: number;
  metadata: Record<string, unknown>;
}

/** A video to be made from a picture; sizes in pixels, `duration` in seconds. */
export interface VideoTask {
  prompt: string;
  style: string;
  image_url: string;
  /**
   * Whether the picture may lie at a private address, from where this worker hands it on: when the job's own image stage
   * made it, or an operator allows it. One that a caller named may not; default false.
   */
  may_be_private?: boolean;
  duration: number;
  width: number;
  height: number;
  /** Frames per second; null, or absent, leaves them to the provider. */
  fps?: number | null;
  metadata: Record<string, unknown>;
}

/** Where a provider offers what it made. Such URLs expire: copy from them at once. */
export interface MediaOutput {
  urls: string[];
}

/** A task as its provider sees it. `percent` is 0 to 100. */
export type TaskState =
  | { status: 'pending' | 'processing'; percent: number }
  | { status: 'completed'; output: MediaOutput }
  /** `type` where another try would end in the same way; without it, another try is made. */
  | { status: 'failed'; reason: string; type?: 'InvalidRequest' | 'ProviderRefused' }
  | { status: 'cancelled' }
  /** The provider no longer knows the task. */
  | { status: 'lost' };

/** What a look-up by submission id found. `unsupported` where the provider has no such look-up. */
export type TaskLookup =
  { status: 'found'; taskId: string } | { status: 'absent' } | { status: 'unsupported' };

/** What became of a request to cancel. */
export type CancelOutcome = 'cancelled_at_provider' | 'already_ended' | 'provider_cannot_cancel';

export interface SubmitOptions {
  /** The same id for the same work, whoever asks and however often. */
  submissionId: string;
  /** Where the provider may call when the task has ended, or null. */
  callbackUrl: string | null;
  signal: AbortSignal;
}

/**
 * A service that turns a request into media over some time. Every method rejects with a GenerationError; none tries
 * again by itself. The conformance suite beside this file says what an adapter has to hold.
 */
export interface GenerationProvider<Task> {
  /** The adapter's name, as in IMAGE_PROVIDER and VIDEO_PROVIDER. */
  readonly name: string;
  /** How many looks a second it bears of one worker, over all tasks; default any number. */
  readonly looksPerSecond?: number;
  /**
   * Whether its troubles as a whole are told apart from those of one job, so that jobs are kept in line while it has
   * them; default they end the job, or are retried.
   */
  readonly keepsHealth?: boolean;
  /** Asks for work and returns the provider's id of it. An error marked ambiguous may have had its effect. */
  submit(task: Task, options: SubmitOptions): Promise<string>;
  /** Looks for the task of a submission id: how work is found again instead of paid for twice. */
  find(submissionId: string, signal: AbortSignal): Promise<TaskLookup>;
  /** Asks once how a task is. */
  look(taskId: string, signal: AbortSignal): Promise<TaskState>;
  /** Stops a task where the provider can. Idempotent. */
  cancel(taskId: string, signal: AbortSignal): Promise<CancelOutcome>;
}

export type ImageProvider = GenerationProvider<ImageTask>;
export type VideoProvider = GenerationProvider<VideoTask>;
