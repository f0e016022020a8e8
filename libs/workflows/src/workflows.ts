export { GenVideoWorkflow } from './gen-video-workflow';
export { ConcurrencyLimiterWorkflow } from './limiter/concurrency-limiter-workflow';
