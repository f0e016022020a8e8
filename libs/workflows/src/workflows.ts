export { GenVideoWorkflow } from './gen-video-workflow';
export { ImageWorkflow } from './image-workflow';
export { VideoWorkflow } from './video-workflow';
export { ConcurrencyLimiterWorkflow } from './limiter/concurrency-limiter-workflow';
