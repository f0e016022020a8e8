import type { TlsProblem } from './find-tls-problem';
import { EXIT_STATUS, UserFacingError } from './user-facing-error';

/** The engine is there, but no secure connection comes about: to try again would not help. */
export class EngineTlsError extends UserFacingError {
  override readonly name = 'EngineTlsError';

  constructor(address: string, { problem, fix }: TlsProblem, options?: ErrorOptions) {
    super(
      `No secure connection to the Temporal server at ${address}: ${problem}. ${fix}`,
      EXIT_STATUS.outOfReach,
      options,
    );
  }
}
