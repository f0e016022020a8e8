export { ClientError } from './client-error';
export type { ClientErrorType } from './client-error';
export { ConflictError } from './conflict-error';
export { ContractViolationError } from './contract-violation-error';
export { InvalidRequestError } from './invalid-request-error';
export { NotFoundError } from './not-found-error';
export { ProgressQueryClient } from './progress-query-client';
export type {
  MonitorOptions,
  ProgressQueryClientOptions,
  QueryMethod,
  QueryMultipleOptions,
  ReadProgressOptions,
  SignalOption,
} from './progress-query-client';
export type {
  DetailedStatus,
  DetailedStatusResult,
  ProgressEvent,
  ProgressReading,
  ProgressResult,
  QuerySource,
  WorkflowStatusAnswer,
} from './progress-result';
export { RateLimitedError } from './rate-limited-error';
export { ServiceUnavailableError } from './service-unavailable-error';
export { TimedOutError } from './timed-out-error';
export { UnauthorizedError } from './unauthorized-error';
export { UnreachableError } from './unreachable-error';
export { isClosed } from './workflow-status';
export type { WorkflowStatus } from './workflow-status';
