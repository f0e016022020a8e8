import type { FieldProblem } from '@genvideo/models/schemas';
import { ClientError } from './client-error';

export interface InvalidRequestErrorOptions extends ErrorOptions {
  problems?: readonly FieldProblem[] | undefined;
}

/** What was asked for makes no sense to whoever was asked, and the message says why. Nothing was changed. */
export class InvalidRequestError extends ClientError {
  override readonly name = 'InvalidRequestError';
  readonly type = 'InvalidRequest';
  /** What is wrong with which field, as far as the API has said so. */
  readonly problems: readonly FieldProblem[];

  constructor(message?: string, { problems = [], ...options }: InvalidRequestErrorOptions = {}) {
    super(message, options);
    this.problems = problems;
  }
}
