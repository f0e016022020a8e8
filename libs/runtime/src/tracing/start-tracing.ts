import { context, diag, DiagLogLevel, propagation, trace, type DiagLogger } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Logger } from '../log/create-logger';
import { createIdGenerator } from './create-id-generator';
import type { LoadTracingOptions } from './load-tracing';
import type { Tracing } from './tracing';

/** How long a process that ends waits for its last spans to be taken, in milliseconds. */
const STOP_TIMEOUT_MS = 3_000;

/** A collector that is away is told of once in so many milliseconds. */
const TELL_EVERY_MS = 60_000;

/** What OpenTelemetry has to say goes into our log, with its first words only: the rest may repeat what it sends. */
function toDiagLogger(logger: Logger): DiagLogger {
  let toldAt = -Infinity;
  const tell = (message: string): void => {
    if (Date.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = Date.now();
    logger.warn({ reason: message.slice(0, 300) }, 'spans_not_sent');
  };
  const ignore = (): void => undefined;
  return { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
}

/** Settles when `work` has, or after a while. Never rejects: nothing depends on spans. */
async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_TIMEOUT_MS);
  });
  await Promise.race([work.catch(() => undefined), over]);
  clearTimeout(timer);
}

/** Starts OpenTelemetry for this process. Everything else is read by its SDK from the OTEL_* variables. */
export function startTracing({
  service,
  version,
  protocol,
  logger,
}: LoadTracingOptions & { protocol: 'http/protobuf' | 'http/json' }): Tracing {
  diag.setLogger(toDiagLogger(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const ids = createIdGenerator();
  const exporter = protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    tracer: provider.getTracer('genvideo', version),
    withSpanId: (spanId, begin) => ids.withSpanId(spanId, begin),
    async stop() {
      await withinTime(provider.shutdown());
      for (const global of [trace, context, propagation, diag]) global.disable();
    },
  };
}
