import { ClientError } from './client-error';

export interface NotFoundOptions extends ErrorOptions {
  /** What to do, where the usual advice does not fit. */
  message?: string;
}

/** No workflow of this id is known: never started, or gone after the engine's retention period. */
export class NotFoundError extends ClientError {
  override readonly name = 'NotFoundError';
  readonly type = 'NotFound';

  constructor(
    override readonly workflowId: string,
    { message, ...options }: NotFoundOptions = {},
  ) {
    super(
      message ??
        `There is no workflow "${workflowId}". Check the id and the namespace; jobs that ended long ago are forgotten by the engine.`,
      options,
    );
  }
}
