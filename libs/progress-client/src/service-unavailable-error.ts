import { ClientError } from './client-error';

export interface ServiceUnavailableOptions extends ErrorOptions {
  /** When the API asks to be called again, in seconds; default null, it did not say. */
  retryAfterSeconds?: number | null;
}

/** The API answered that it, or something behind it, cannot serve now. The call may be repeated. */
export class ServiceUnavailableError extends ClientError {
  override readonly name = 'ServiceUnavailableError';
  readonly type = 'ServiceUnavailable';
  readonly retryAfterSeconds: number | null;

  constructor(message: string, { retryAfterSeconds = null, ...options }: ServiceUnavailableOptions = {}) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
