export { CachedProgressClient } from './cached-progress-client';
export type { CachedProgressClientOptions } from './cached-progress-client';
export { ClientError } from './client-error';
export type { ClientErrorType } from './client-error';
export { ConflictError } from './conflict-error';
export { ContractViolationError } from './contract-violation-error';
export { EngineMisconfiguredError } from './engine-misconfigured-error';
export { EngineUnavailableError } from './engine-unavailable-error';
export { formatProgressResult } from './format-progress-result';
export { GenerationClient } from './generation-client';
export type { GenerationClientOptions, SubmittedJob } from './generation-client';
export { InvalidRequestError } from './invalid-request-error';
export { NotFoundError } from './not-found-error';
export { ProgressQueryClient } from './progress-query-client';
export type {
  ExplainMethod,
  ExplainOptions,
  MonitorOptions,
  ProgressQueryClientOptions,
  QueryMethod,
  QueryMultipleOptions,
  ReadProgressOptions,
  SignalOption,
} from './progress-query-options';
export type {
  DetailedProgress,
  DetailedStatus,
  DetailedStatusResult,
  ProgressEvent,
  ProgressReading,
  ProgressResult,
  QuerySource,
  WorkflowAnswer,
  WorkflowStatusAnswer,
} from './progress-result';
export { RateLimitedError } from './rate-limited-error';
export { ServiceUnavailableError } from './service-unavailable-error';
export { TimedOutError } from './timed-out-error';
export { toDetailedProgress } from './to-detailed-progress';
export { UnauthorizedError } from './unauthorized-error';
export { UnreachableError } from './unreachable-error';
export { isClosed } from './workflow-status';
export type { WorkflowStatus } from './workflow-status';
export type {
  BatchRequest,
  BatchResult,
  Explanation,
  ImageRequest,
  JobRequest,
  Progress,
  ProgressStatus,
  Step,
  VideoRequest,
} from '@genvideo/models';
