import { context, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import type { Request, RequestHandler, Response } from 'express';
import { parseTraceCarrier, type TraceCarrier } from '@genvideo/models';
import { toTraceContext } from '@genvideo/runtime';
import type { Caller } from '../auth/caller';
import { toRoute } from '../metrics/to-route';

/** Requests that only read say something about a job, and are no part of its story. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The caller's own trace; or that of the job that a provider calls back for, which stands in the URL it was given. */
function readParent({ headers, query }: Request): TraceCarrier | null {
  const { traceparent, tracestate } = headers;
  return parseTraceCarrier({ traceparent, tracestate }) ?? parseTraceCarrier(query);
}

function toUserId({ locals }: Response): { user_id?: string } {
  const { userId = null } = (locals['caller'] ?? {}) as Partial<Caller>;
  return userId === null ? {} : { user_id: userId };
}

/** A span for each request that changes something, and for those that come with a trace. */
export function traceRequests(tracer: Tracer): RequestHandler {
  return (request, response, next) => {
    const carrier = readParent(request);
    if (carrier === null && READS.has(request.method)) {
      next();
      return;
    }
    const parent = carrier ? toTraceContext(carrier) : context.active();
    const attributes = { 'http.request.method': request.method };
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes }, parent);
    response.once('close', () => {
      const route = toRoute(request);
      span.updateName(`${request.method} ${route}`);
      span.setAttributes({
        ...{ 'http.route': route, 'http.response.status_code': response.statusCode },
        ...toUserId(response),
      });
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    context.with(trace.setSpan(parent, span), next);
  };
}
