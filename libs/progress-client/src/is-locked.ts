import { PayloadLockedError } from '@genvideo/models/payload-codec';
import { EngineMisconfiguredError } from './engine-misconfigured-error';

/** Whether an error says that something is encrypted, and the key for it is not at hand. */
export function isLocked(error: unknown): boolean {
  return error instanceof EngineMisconfiguredError && error.cause instanceof PayloadLockedError;
}
