import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

/** A file of jobs that cannot be used as a whole. Nothing was submitted. */
export class JobsFileError extends UserFacingError {
  override readonly name = 'JobsFileError';

  constructor(source: string, problem: string, options?: ErrorOptions) {
    super(`${source} ${problem}`, EXIT_STATUS.usage, options);
  }
}
