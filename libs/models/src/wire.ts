export { proxyErrorSchema, proxyJobSchema, proxyTaskStatusSchema } from './wire/task-status';
export type { ProxyError, ProxyJob, ProxyTaskStatus } from './wire/task-status';
export { imageResultSchema, imageStatusSchema, imageSubmitSchema } from './wire/image-proxy';
export type { ImageResult, ImageStatus, ImageSubmit } from './wire/image-proxy';
export { videoCallbackSchema, videoStatusSchema, videoSubmitSchema } from './wire/video-proxy';
export type { VideoCallback, VideoStatus, VideoSubmit } from './wire/video-proxy';
export {
  klingEnvelopeSchema,
  klingTaskAnswerSchema,
  klingTaskSchema,
  klingTaskStatusSchema,
} from './wire/kling-task';
export type { KlingEnvelope, KlingTask, KlingTaskAnswer, KlingTaskStatus } from './wire/kling-task';
export {
  KLING_ASPECT_RATIOS,
  KLING_PROMPT_LIMIT,
  klingImageSubmitSchema,
  klingVideoSubmitSchema,
} from './wire/kling-submit';
export type { KlingAspectRatio, KlingImageSubmit, KlingVideoSubmit } from './wire/kling-submit';
export { toKlingExternalId } from './wire/to-kling-external-id';
export {
  falErrorSchema,
  falImageInputSchema,
  falImagesSchema,
  falKeySetSchema,
  falStatusSchema,
  falSubmittedSchema,
  falVideoInputSchema,
  falVideoSchema,
  falWebhookSchema,
} from './wire/fal';
export type { FalError, FalImageInput, FalStatus, FalSubmitted, FalVideoInput, FalWebhook } from './wire/fal';
export {
  comfyAcceptedSchema,
  comfyEventSchema,
  comfyGraphSchema,
  comfyHistorySchema,
  comfyJobSchema,
  comfyObjectInfoSchema,
  comfyQueueSchema,
  comfyRefusedSchema,
  comfySubmitSchema,
} from './wire/comfyui';
export type {
  ComfyAccepted,
  ComfyEvent,
  ComfyFile,
  ComfyGraph,
  ComfyHistoryEntry,
  ComfyInputSpec,
  ComfyJob,
  ComfyNode,
  ComfyNodeErrors,
  ComfyNodeInfo,
  ComfyObjectInfo,
  ComfyOutputs,
  ComfyQueue,
  ComfyRefused,
  ComfySubmit,
} from './wire/comfyui';
