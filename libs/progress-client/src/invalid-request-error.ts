import { ClientError } from './client-error';

/** What was asked for makes no sense to whoever was asked, and the message says why. Nothing was changed. */
export class InvalidRequestError extends ClientError {
  override readonly name = 'InvalidRequestError';
  readonly type = 'InvalidRequest';
}
