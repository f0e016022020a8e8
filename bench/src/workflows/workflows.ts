export { BareJobWorkflow } from './bare-job-workflow';
export { HolderWorkflow } from './holder-workflow';
export { MutexJobWorkflow } from './mutex-job-workflow';
export { SemaphoreWorkflow } from './semaphore-workflow';
