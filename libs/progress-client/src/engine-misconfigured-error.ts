import { ClientError } from './client-error';

/** The engine answers but lacks something GenVideo needs. An operator has to act; repeating the call does not help. */
export class EngineMisconfiguredError extends ClientError {
  override readonly name = 'EngineMisconfiguredError';
  readonly type = 'ServiceUnavailable';
}
