import { ClientError } from './client-error';

/** The engine did not answer, or not in time. The call may be repeated. */
export class EngineUnavailableError extends ClientError {
  override readonly name = 'EngineUnavailableError';
  readonly type = 'ServiceUnavailable';

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `The engine (Temporal) does not answer: ${reason}. Check that it runs and that TEMPORAL_HOST names it.`,
      options,
    );
  }
}
