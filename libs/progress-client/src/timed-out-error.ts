import { ClientError } from './client-error';

/** Somebody was reached but did not answer in time. What was asked for may still take effect. */
export class TimedOutError extends ClientError {
  override readonly name = 'TimedOutError';
  readonly type = 'TimedOut';
}
