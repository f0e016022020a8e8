import { shortenStacks } from './shorten-stacks';

export { BatchWorkflow } from './batch/batch-workflow';
export { GenVideoWorkflow } from './gen-video-workflow';
export { ImageWorkflow } from './image-workflow';
export { LateResultWorkflow } from './late-result-workflow';
export { NotificationWorkflow } from './notification-workflow';
export { VideoWorkflow } from './video-workflow';
export { ConcurrencyLimiterWorkflow } from './limiter/concurrency-limiter-workflow';

shortenStacks();
