export { attachEngine } from './attach-engine';
export type { AttachedEngine, AttachEngineOptions } from './attach-engine';
export { connectToClose } from './connect-to-close';
export type { ClosableConnection } from './connect-to-close';
export { eventually, EventuallyTimeoutError } from './eventually';
export type { EventuallyOptions } from './eventually';
export { installQuietRuntime } from './install-quiet-runtime';
export type { LinePattern } from './line-log';
export { receiveCallbacks } from './receive-callbacks';
export type { CallbackReceiver, ReceivedCallback } from './receive-callbacks';
export { createResourceStack, withResources } from './resource-stack';
export type { Resource, ResourceStack } from './resource-stack';
export { SILENT_LOGGER } from './silent-logger';
export { startApp, toAppCommand } from './start-app';
export type { AppEntry, AppOptions } from './start-app';
export { startHttpServer } from './start-http-server';
export type { HttpHandler, HttpServer } from './start-http-server';
export { startMockServices } from './start-mock-services';
export type {
  MockFaults,
  MockLedgerLine,
  MockServiceName,
  MockServices,
  MockServicesOptions,
  MockStats,
} from './start-mock-services';
export { startProcess } from './start-process';
export type { ProcessEnd, ProcessOptions, RunningProcess } from './start-process';
export type { ExportedSpan } from './read-exported-spans';
export { startTraceCollector } from './start-trace-collector';
export type { TraceCollector } from './start-trace-collector';
export { startTestEngine } from './start-test-engine';
export type { TestEngine } from './start-test-engine';
export { loadTestEnvironment } from './test-environment';
export type { TestEnvironment } from './test-environment';
export { uniqueId, uniqueQueue } from './unique-name';
export { withWorker } from './with-worker';
export type { WithWorkerOptions } from './with-worker';
export { WORKSPACE_ROOT } from './workspace-root';
