import type { FailureType, ProviderTrouble } from '@genvideo/models';

export interface GenerationErrorOptions extends ErrorOptions {
  /** How long to wait before asking again, in milliseconds, where the other side said so. */
  retryAfterMs?: number;
  /**
   * Whether the request may have had its effect although it failed: true after a time-out or a broken connection,
   * false when the other side refused or never heard of it.
   */
  ambiguous?: boolean;
  /** The status of the HTTP answer, where there was one. */
  httpStatus?: number;
  /** What it says of the provider as a whole; default null, nothing: it is about this job only. */
  trouble?: ProviderTrouble | null;
}

/** Anything that goes wrong outside this process, by its type in the failure table. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError';
  readonly retryAfterMs: number | undefined;
  readonly ambiguous: boolean;
  readonly httpStatus: number | undefined;
  readonly trouble: ProviderTrouble | null;

  constructor(
    readonly type: FailureType,
    message: string,
    options: GenerationErrorOptions = {},
  ) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
    this.ambiguous = options.ambiguous ?? false;
    this.httpStatus = options.httpStatus;
    this.trouble = options.trouble ?? null;
  }
}
