import type { Tracer } from '@opentelemetry/api';

/** Spans of this process. */
export interface Tracing {
  tracer: Tracer;
  /** For a span whose id is known before it begins: it is begun by `begin`, in which no other one is. */
  withSpanId<Output>(spanId: string, begin: () => Output): Output;
  /** Sends what has not been sent, for a few seconds at the most. */
  stop(): Promise<void>;
}
