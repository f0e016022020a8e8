import { context, propagation, ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { parseTraceCarrier, TRACE_HEADER, type TraceCarrier } from '@genvideo/models';

/** The trace that is on, for the headers of a call to the engine. */
export function toTraceHeaders(headers: Headers, active: Context = context.active()): Headers {
  const carrier: Partial<TraceCarrier> = {};
  propagation.inject(active, carrier);
  return { ...headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload(carrier) };
}

/** The context that a trace goes on in. */
export const toTraceContext = (carrier: TraceCarrier): Context => propagation.extract(ROOT_CONTEXT, carrier);

/** The trace in the headers of what the engine hands out; null when there is none. */
export function fromTraceHeaders({ [TRACE_HEADER]: payload }: Headers): Context | null {
  const carrier = payload ? parseTraceCarrier(defaultPayloadConverter.fromPayload(payload)) : null;
  return carrier && toTraceContext(carrier);
}
