import { ClientError } from './client-error';

/** Nobody answered: a wrong address, a server that is down, a network that is cut. The call may be repeated. */
export class UnreachableError extends ClientError {
  override readonly name = 'UnreachableError';
  readonly type = 'ServiceUnavailable';
}
