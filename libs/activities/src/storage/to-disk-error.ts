import { GenerationError } from '../generation-error';
import { toErrorCode } from '../to-error-code';

const FREE_SPACE = 'Free some space on that disk, or set another folder';
const ACCESS = 'Give the user of this process write access, or set another folder';

/** What to do about the system's codes. */
const ADVICE: Record<string, string> = {
  ENOSPC: FREE_SPACE,
  EDQUOT: FREE_SPACE,
  EFBIG: 'The system does not let this process write files that large: raise its limit',
  EACCES: ACCESS,
  EPERM: ACCESS,
  EROFS: ACCESS,
  EIO: 'Look after the disk: it does not work',
  EMFILE: 'Raise the limit of open files',
};

/** Whether an error is the disk's, and not that of what was to be written to it. */
export function isDiskError(error: unknown): boolean {
  return Object.hasOwn(ADVICE, toErrorCode(error) ?? '');
}

/** What the system was doing, and with which of our passing files: nobody's concern. */
const CALL = /, \w+( '.*')?$/s;

/** @param what the folder, as the operator knows it */
export function toDiskError(error: unknown, what: string): GenerationError {
  const reason = (error instanceof Error ? error.message : String(error)).replace(CALL, '');
  const advice = ADVICE[toErrorCode(error) ?? ''];
  const message = `${what} cannot be written: ${reason}${advice ? `. ${advice}.` : ''}`;
  return new GenerationError('StorageUnavailable', message, { cause: error });
}
