export type { BatchObserver } from './batch/batch-observer';
export type { BatchReport, FirstFailure, OpenedBatch, RunBatchRequest } from './batch/batch-request';
export type { FinishBatchRequest } from './batch/finish-batch';
export { createDenyListPolicy, parseDenyList } from './content/create-deny-list-policy';
export type { ContentPolicy } from './content/content-policy';
export type { Activities } from './activities';
export { createActivities } from './create-activities';
export type { ActivityDependencies } from './create-activities';
export { setEngineTime } from './engine-time';
export { GenerationError } from './generation-error';
export type { AbandonJobRequest } from './job/abandon-job-request';
export type { FinishedJob, JobAccount, Produced } from './job/finish-job';
export type { JobLimits, PreparedJob, PrepareJobRequest } from './job/prepare-job';
export type { RunningTry } from './job/stop-task';
export type { LateResultRequest } from './late/left-under-way';
export type { Logger } from './logger-port';
export { createEmailNotifier } from './notices/create-email-notifier';
export type { EmailNotifierOptions } from './notices/create-email-notifier';
export type { NoticeDesk, NoticeOptions } from './notices/create-notice-desk';
export { createSlackNotifier } from './notices/create-slack-notifier';
export type { SlackNotifierOptions } from './notices/create-slack-notifier';
export { createSigner, createWebhookNotifier } from './notices/create-webhook-notifier';
export type { WebhookNotifierOptions } from './notices/create-webhook-notifier';
export type { Notifiers } from './notices/deliver-notice';
export type { NoticeEvent } from './notices/notice-event';
export type { Notifier, Receipt } from './notices/notifier-port';
export { startNotices } from './notices/start-notices';
export type { StartNoticesDependencies } from './notices/start-notices';
export type { EverydayChannels } from './notices/to-notices';
export { signalLimiter } from './permits/create-limiter-line';
export type { LimiterLineOptions } from './permits/create-limiter-line';
export { createPermitDesk } from './permits/create-permit-desk';
export { createProviderDesk } from './permits/create-provider-desk';
export type { ProviderDesk, ProviderPlace } from './permits/provider-desk';
export type { PermitDesk } from './permits/permit-desk';
export type { PermitTelling } from './permits/tell-limiter';
export type { ProviderAnswer, ProviderTelling } from './permits/tell-provider';
export { readEnding } from './permits/read-ending';
export type { Ending } from './permits/read-ending';
export { ComfyGraphError } from './providers/comfyui/comfy-graph-error';
export type { ComfyTemplate, Place, PlaceName } from './providers/comfyui/comfy-template';
export { createComfyui } from './providers/comfyui/create-comfyui';
export type { ComfyuiOptions } from './providers/comfyui/create-comfyui';
export { parseTemplate } from './providers/comfyui/parse-template';
export { createComfyProxy } from './providers/create-comfy-proxy';
export { createKlingProxy } from './providers/create-kling-proxy';
export { createFalImages } from './providers/fal/create-fal-images';
export { createFalVideos } from './providers/fal/create-fal-videos';
export { createKling } from './providers/kling/create-kling';
export { createKlingImages } from './providers/kling/create-kling-images';
export type { KlingCredentials } from './providers/kling/create-kling-token';
export type { ProviderHttpOptions } from './providers/create-provider-http';
export type {
  CancelOutcome,
  GenerationProvider,
  ImageProvider,
  ImageTask,
  MediaOutput,
  SubmitOptions,
  TaskLookup,
  TaskState,
  VideoProvider,
  VideoTask,
} from './providers/provider-port';
export type { PollPace } from './stage/poll-pace';
export type { Knowledge } from './stage/knowledge';
export type { ParkedStage, StageOutcome, StageReport, StageRequest } from './stage/stage-request';
export { createDiskStorage } from './storage/create-disk-storage';
export type { Storage } from './storage/storage-port';
export { createTempFolders } from './storage/temp-folders';
export type { TempFolders } from './storage/temp-folders';
