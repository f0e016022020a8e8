import { PayloadLockedError } from '@genvideo/models/payload-codec';
import { EngineMisconfiguredError } from './engine-misconfigured-error';

/** What a missing or wrong key means to the caller; other errors pass through unchanged. */
export function explainLockedPayloads(error: unknown): unknown {
  return error instanceof PayloadLockedError
    ? new EngineMisconfiguredError(error.message, { cause: error })
    : error;
}
