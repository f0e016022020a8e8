export { describeProblems, toFieldProblems } from './schemas/describe-problems';
export type { FieldProblem } from './schemas/describe-problems';
export { explanationSchema, explanationStateSchema } from './schemas/explanation';
export { failureTypeSchema } from './schemas/failure';
export { httpUrlSchema } from './schemas/http-url';
export { identifierSchema } from './schemas/identifier';
export { jobIdSchema } from './schemas/job-id';
export { jobInputSchema, strictJobInputSchema } from './schemas/job-input';
export {
  assetSchema,
  cancelOutcomeSchema,
  jobErrorSchema,
  jobResultSchema,
  lateResultSchema,
} from './schemas/job-result';
export {
  detailedStatusAnswerSchema,
  detailedStatusSchema,
  progressAnswerSchema,
  statusAnswerSchema,
  workflowStatusSchema,
} from './schemas/job-answers';
export { customMetricsSchema, jobStateSchema, jobStatusSchema } from './schemas/job-status';
export { InvalidInputError, parseWith } from './schemas/parse-with';
export { parseJobInput, parseRequest } from './schemas/parse-request';
export type { InputOf, RequestOf } from './schemas/parse-request';
export { capacitySchema, limiterPatchSchema, limiterSnapshotSchema } from './schemas/limiter';
export {
  deliveryOutcomeSchema,
  deliverySchema,
  deliveryStateSchema,
  noticeChannelSchema,
  noticeMemoSchema,
  noticeTypeSchema,
} from './schemas/notice';
export { progressSchema, progressStatusSchema, progressUpdateSchema, stepSchema } from './schemas/progress';
export { providerCallbackSchema } from './schemas/provider-callback';
export {
  providerCauseSchema,
  providerHealthSchema,
  providerStateSchema,
  providerTroubleSchema,
} from './schemas/provider-health';
export { stageHeartbeatSchema } from './schemas/stage-heartbeat';
export {
  batchCountsSchema,
  batchHeartbeatSchema,
  batchItemSchema,
  batchLineSchema,
  batchPatchSchema,
  batchQuerySchema,
  batchRequestSchema,
  batchResultSchema,
  batchRetrySchema,
  batchSettingsSchema,
  batchSnapshotSchema,
  batchStartSchema,
  MAX_BATCH_ITEMS,
} from './schemas/batch';
export { parseBatchItem } from './schemas/parse-batch-item';
export {
  imageRequestSchema,
  strictImageRequestSchema,
  strictVideoRequestSchema,
  videoRequestSchema,
} from './schemas/generation-request';
export { galleryItemSchema, galleryPageSchema, galleryStatusSchema } from './schemas/gallery';
export { healthSchema } from './schemas/health';
export { jobPageSchema, listedJobSchema } from './schemas/job-list';
export {
  batchStateSchema,
  failureCountsSchema,
  limiterHistorySchema,
  sessionSchema,
} from './schemas/overview';
export { doctorReportSchema } from './schemas/doctor-report';
export { startPictureSchema } from './schemas/start-picture';
