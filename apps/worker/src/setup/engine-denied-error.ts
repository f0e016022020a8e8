import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

/** The engine does not let these credentials do one thing. */
export class EngineDeniedError extends UserFacingError {
  override readonly name = 'EngineDeniedError';

  constructor(what: string, fix: string, options: { cause: Error }) {
    super(
      `The Temporal server does not let us ${what}: ${options.cause.message}. ${fix}`,
      EXIT_STATUS.failed,
      options,
    );
  }
}
