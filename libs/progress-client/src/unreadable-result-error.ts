import { ClientError } from './client-error';

/** A workflow that ended, but not with a job's result: it is no job, or was written by a version not known here. */
export class UnreadableResultError extends ClientError {
  override readonly name = 'UnreadableResultError';
  readonly type = 'ContractViolation';

  constructor(
    override readonly workflowId: string,
    workflowType: string,
    options?: ErrorOptions,
  ) {
    super(`"${workflowId}" (${workflowType}) did not end with the result of a job.`, options);
  }
}
