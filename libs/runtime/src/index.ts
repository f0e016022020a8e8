export {
  checkEngine,
  checkServerVersion,
  EngineTooOldError,
  hasNamespace,
  NamespaceMissingError,
} from './check-engine';
export { connectEngine, EngineRefusedError, EngineUnreachableError } from './connect-engine';
export type { ConnectEngineOptions } from './connect-engine';
export { createClient } from './create-client';
export { createLifetime } from './create-lifetime';
export type { Lifetime, Release } from './create-lifetime';
export { EngineTlsError } from './engine-tls-error';
export type { TlsProblem } from './find-tls-problem';
export { isServerTooOld, OLDEST_SERVER } from './is-server-too-old';
export { loadEngineOptions } from './load-engine-options';
export type { EngineOptions } from './load-engine-options';
export type { Environment } from './environment';
export { loadEnvironment } from './load-environment';
export { createLogger } from './log/create-logger';
export type { Logger, LoggerOptions } from './log/create-logger';
export { loadLogger } from './log/load-logger';
export { createMetricsRegistry } from './metrics/create-metrics-registry';
export type { MetricsRegistryOptions } from './metrics/create-metrics-registry';
export { createEngineCallMeter } from './metrics/engine-call-meter';
export type { EngineCallMeter } from './metrics/engine-call-meter';
export { renderMetrics } from './metrics/render-metrics';
export type { MetricsSource } from './metrics/render-metrics';
export { startMetricsServer } from './metrics/start-metrics-server';
export type { MetricsServer, MetricsServerOptions } from './metrics/start-metrics-server';
export { probeTls } from './probe-tls';
export { readPackageVersion } from './read-package-version';
export { runMain } from './run-main';
export type { Program } from './run-main';
export { createStopSignal, untilAborted } from './stop-signal';
export { toDataConverter } from './to-data-converter';
export { fromTraceHeaders, toTraceContext } from './tracing/carry-trace';
export { loadTracing } from './tracing/load-tracing';
export type { LoadTracingOptions } from './tracing/load-tracing';
export { toApart } from './tracing/trace-apart';
export { createClientTracing } from './tracing/trace-client';
export type { ClientTracingOptions } from './tracing/trace-client';
export type { Tracing } from './tracing/tracing';
export { markFailed, withSpan } from './tracing/with-span';
export type { SpanOptions } from './tracing/with-span';
export { EXIT_STATUS, UserFacingError } from './user-facing-error';
export type { ExitStatus } from './user-facing-error';
