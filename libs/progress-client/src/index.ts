export { ApiClient } from './api-client';
export type { ApiClientOptions } from './api-client';
export type {
  FailureFilters,
  GalleryFilters,
  HistoryFilters,
  JobFilters,
  LimiterPatch,
  RetriedBatch,
  Ticket,
  TicketOptions,
} from './api-client-types';
export type { ConnectionState } from './api/follow-many';
export type { JobMatch, WatchedJobs } from './api/watched-jobs';
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
  WatchManyOptions,
} from './progress-query-options';
export type {
  DetailedProgress,
  DetailedStatus,
  DetailedStatusResult,
  JobsEvent,
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
  Asset,
  BatchLine,
  BatchRequest,
  BatchResult,
  BatchSnapshot,
  BatchState,
  DoctorFinding,
  DoctorReport,
  Explanation,
  FailureCount,
  FailureCounts,
  GalleryItem,
  GalleryPage,
  Health,
  ImageRequest,
  JobError,
  JobPage,
  JobRequest,
  JobResult,
  LimiterHistory,
  LimiterSample,
  LimiterSnapshot,
  ListedJob,
  Progress,
  ProgressStatus,
  Session,
  StartPicture,
  Step,
  VideoRequest,
} from '@genvideo/models';
export type { FieldProblem } from '@genvideo/models/schemas';
