import { GenerationError, type GenerationErrorOptions } from '../../generation-error';
import type { FailureType } from '@genvideo/models';

/** A request that Kling answered with one of its codes. */
export class KlingError extends GenerationError {
  constructor(
    readonly code: number,
    [type, message]: readonly [FailureType, string],
    options: GenerationErrorOptions,
  ) {
    super(type, message, options);
  }
}
