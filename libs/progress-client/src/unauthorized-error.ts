import { ClientError } from './client-error';

/** The API wants a key, and the one it got is missing, wrong or out of date. */
export class UnauthorizedError extends ClientError {
  override readonly name = 'UnauthorizedError';
  readonly type = 'Unauthorized';
}
