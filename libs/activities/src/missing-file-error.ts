import type { FailureType } from '@genvideo/models';
import { GenerationError } from './generation-error';

/** A file that is not where its provider said, or a page of text in its place: the next moment it may be there. */
export class MissingFileError extends GenerationError {
  constructor(type: FailureType, message: string, options: ErrorOptions = {}) {
    super(type, message, options);
  }
}

/** HTTP statuses that a missing file is answered with: one that was made a moment ago may not have got everywhere. */
export const MISSING_FILE_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 410]);
