import { ClientError } from './client-error';

/** An answer that is not what the contract says: another service at that URL, or a version not known here. */
export class ContractViolationError extends ClientError {
  override readonly name = 'ContractViolationError';
  readonly type = 'ContractViolation';
}
