/**
 * The header of the engine that carries a trace: that of Temporal's own tracing interceptors in all languages, so that
 * their clients and ours continue each other's traces.
 */
export const TRACE_HEADER = '_tracer-data';

/** What the header holds: W3C Trace Context. */
export interface TraceCarrier {
  /** `00-<trace>-<span>-<flags>`. */
  traceparent: string;
  tracestate?: string;
}

/** What a workflow says of a run that has ended. */
export interface TracedRun {
  /** Who started it. */
  parent: TraceCarrier;
  outcome: 'completed' | 'failed' | 'cancelled' | 'continued_as_new';
  user_id: string | null;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A carrier out of whatever was in the header; null when it holds no trace. */
export function parseTraceCarrier(value: unknown): TraceCarrier | null {
  const { traceparent, tracestate } = Object(value) as Partial<Record<keyof TraceCarrier, unknown>>;
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) return null;
  return { traceparent, ...(typeof tracestate === 'string' && tracestate !== '' ? { tracestate } : {}) };
}

/**
 * The span of a workflow run. It is computed, never drawn, because workflow code has to do the same again on every
 * replay, and because nobody else has to be told.
 */
export const toRunSpanId = (runId: string): string => runId.replaceAll('-', '').slice(0, 16);

/** What a run hands on: the trace it was started in, with its own span as the parent. */
export function toRunCarrier(parent: TraceCarrier, runId: string): TraceCarrier {
  const traceparent = parent.traceparent.replace(TRACEPARENT, `00-$1-${toRunSpanId(runId)}-$3`);
  return { ...parent, traceparent };
}
