import { context, propagation } from '@opentelemetry/api';

/** The headers by which a request goes on with the trace that is on (W3C Trace Context); none when none is. */
export function toTraceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** A URL that somebody will call in time, with the trace that is on; the same URL when none is. */
export function withTrace(url: string): string {
  const { traceparent } = toTraceHeaders();
  if (traceparent === undefined) return url;
  const traced = new URL(url);
  traced.searchParams.set('traceparent', traceparent);
  return traced.toString();
}
