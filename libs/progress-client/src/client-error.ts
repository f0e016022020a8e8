import type { FailureType } from '@genvideo/models';

/** The kinds of failure a caller can tell apart: those of the failure table, and a key that is missing or wrong. */
export type ClientErrorType = FailureType | 'Unauthorized';

/** What every error of this package is: its `type` says what happens next, its message what to do. */
export abstract class ClientError extends Error {
  abstract readonly type: ClientErrorType;
  /** The job it is about, where one is. What `submitJob` throws has it: repeat with it as `request_id`. */
  declare readonly workflowId?: string;
}
