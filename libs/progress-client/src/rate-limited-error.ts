import { ClientError } from './client-error';

export interface RateLimitedOptions extends ErrorOptions {
  /** When a call is allowed again, in seconds; default null, the API did not say. */
  retryAfterSeconds?: number | null;
}

/** Too many calls, or too many jobs that wait. This call changed nothing and may be repeated later. */
export class RateLimitedError extends ClientError {
  override readonly name = 'RateLimitedError';
  readonly type = 'RateLimited';
  readonly retryAfterSeconds: number | null;

  constructor(message: string, { retryAfterSeconds = null, ...options }: RateLimitedOptions = {}) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
