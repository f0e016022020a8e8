export { askAgain } from './ask-again';
export { ASKED_TOO_EARLY, isAskedTooEarly } from './asked-too-early';
export { toBatchKeys } from './batch-keys';
export type { BatchKeys } from './batch-keys';
export { describeCancelOutcome } from './cancel-outcome';
export { describeBatchEnd, toBatchProgress, toEndedItems } from './batch-progress';
export { describeProviderHealth } from './describe-provider-health';
export { toCompletedMessage } from './completed-message';
export {
  BATCH,
  DEFAULT_TASK_QUEUE,
  LIMITER,
  LIMITER_ID_PREFIX,
  NOTICE,
  QUERY,
  SEARCH_ATTRIBUTE,
  SIGNAL,
  toLimiterId,
  toProviderPool,
  WORKFLOW_TYPE,
} from './engine-names';
export { toEngineNowMs } from './engine-now';
export { toExecutionTimeout } from './execution-timeout';
export { FAILURE_TABLE, FAILURE_TYPES, isFailureType, toFailureRule } from './failure-table';
export type { Actor, FailureRule, FailureType, Retry } from './failure-table';
export {
  IDENTIFIER_PATTERN,
  isIdentifier,
  MAX_IDENTIFIER_LENGTH,
  parseJobFolder,
  toJobFolder,
} from './identifier';
export { JOB_WORKFLOW_TYPES, toWorkflowType } from './job-kind';
export type { JobKind } from './job-kind';
export { DEFAULT_PRIORITY } from './default-priority';
export { toOrder } from './order';
export type { GenerationInput, Order } from './order';
export {
  LATE_RESULT_ID_PREFIX,
  parseLateResultId,
  toLateResultId,
  toLateResultTags,
} from './late-result-names';
export type { EndedRun } from './late-result-names';
export { NOTICE_ID_PREFIX } from './notice-id-prefix';
export { toNoticeId, toNoticeIdOf, toNoticeTags } from './notice-names';
export type { NoticeLabels } from './notice-names';
export { isPictureKey, PICTURES_FOLDER, toPictureKey } from './picture-key';
export { markPlain } from './payload-codec/plain-mark';
export {
  advanceProgress,
  appendProgress,
  createProgress,
  isTerminal,
  MAX_PROGRESS_HISTORY,
  toJobPercent,
  toStagePlan,
  toStepPercent,
} from './progress-rules';
export type { StagePlan } from './progress-rules';
export { toProviderCapacity, toProviderLimit } from './provider-limit';
export { toProviderAdvice } from './provider-advice';
export type { ProviderAdvice } from './provider-advice';
export { toQueueEstimate } from './queue-estimate';
export type { QueueEstimate } from './queue-estimate';
export { toRetryDelayMs } from './retry-delay';
export { toBatchTag, toBatchTags, toLastingTags, toSearchTags } from './search-tags';
export { LONGEST_PATIENCE_MS, toPatienceMs } from './to-patience-ms';
export { blendSeconds, DEFAULT_STAGE_SECONDS, toRemainingSeconds } from './stage-estimate';
export type { StageSeconds } from './stage-estimate';
export { toSubmissionId } from './submission-id';
export type { Stage, SubmissionKey } from './submission-id';
export { parseSettingsMark, parseStoreId, toWorkerIdentity } from './worker-identity';
export type { WorkerIdentity } from './worker-identity';
export type {
  BatchCounts,
  BatchItem,
  BatchLine,
  BatchPulse,
  BatchRequest,
  BatchResult,
  BatchRetry,
  BatchSettings,
  BatchSnapshot,
} from './schemas/batch';
export type { ImageInput, ImageRequest, VideoInput, VideoRequest } from './schemas/generation-request';
export type { JobInput, JobRequest } from './schemas/job-input';
export type { DetailedStatus, ProgressAnswer, StatusAnswer } from './schemas/job-answers';
export type { Explanation, ExplanationState } from './schemas/explanation';
export type { Asset, CancelOutcome, JobError, JobResult, LateResult } from './schemas/job-result';
export type { CustomMetrics, JobState, JobStatus } from './schemas/job-status';
export type {
  LimiterConfiguration,
  LimiterQueue,
  LimiterSnapshot,
  PermitHolder,
  PermitRequest,
  PermitTraffic,
  PooledProvider,
  ProviderLeases,
  ProviderReport,
} from './schemas/limiter';
export { parseTraceCarrier, toRunCarrier, toRunSpanId, TRACE_HEADER } from './trace-context';
export type { TraceCarrier, TracedRun } from './trace-context';
export type {
  Delivery,
  DeliveryOutcome,
  DeliveryState,
  Notice,
  NoticeChannel,
  NoticeMemo,
  NoticeType,
} from './schemas/notice';
export type { Progress, ProgressStatus, ProgressUpdate, Step } from './schemas/progress';
export type {
  ProviderCause,
  ProviderHealth,
  ProviderState,
  ProviderTrouble,
} from './schemas/provider-health';
export type { ProviderCallback } from './schemas/provider-callback';
export type { StageHeartbeat } from './schemas/stage-heartbeat';
export type { DoctorFinding, DoctorReport } from './schemas/doctor-report';
export type { StartPicture } from './schemas/start-picture';
export type { GalleryItem, GalleryPage } from './schemas/gallery';
export type { Health } from './schemas/health';
export type { JobPage, ListedJob } from './schemas/job-list';
export type {
  BatchState,
  FailureCount,
  FailureCounts,
  LimiterHistory,
  LimiterSample,
  Session,
} from './schemas/overview';
