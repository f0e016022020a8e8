export { proxyErrorSchema, proxyJobSchema, proxyTaskStatusSchema } from './wire/task-status';
export type { ProxyError, ProxyJob, ProxyTaskStatus } from './wire/task-status';
export { imageResultSchema, imageStatusSchema, imageSubmitSchema } from './wire/image-proxy';
export type { ImageResult, ImageStatus, ImageSubmit } from './wire/image-proxy';
export { videoCallbackSchema, videoStatusSchema, videoSubmitSchema } from './wire/video-proxy';
export type { VideoCallback, VideoStatus, VideoSubmit } from './wire/video-proxy';
