import { ClientError } from './client-error';

export interface ConflictOptions extends ErrorOptions {
  /** What is in the way and what to do, where it is not an id used twice. */
  message?: string;
}

/** What was asked for does not go together with what is there, most often an id used for another input. Nothing was started. */
export class ConflictError extends ClientError {
  override readonly name = 'ConflictError';
  readonly type = 'Conflict';

  constructor(
    override readonly workflowId: string,
    { message, ...options }: ConflictOptions = {},
  ) {
    super(
      message ??
        `"${workflowId}" is already used for a job with another input. Choose another request_id, or leave it out to get a new one.`,
      options,
    );
  }
}
