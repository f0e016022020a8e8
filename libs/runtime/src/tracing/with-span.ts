import {
  context,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanKind,
  type Tracer,
} from '@opentelemetry/api';

export interface SpanOptions {
  name: string;
  kind: SpanKind;
  attributes: Attributes;
  /** Whose child it is; default that of the context. */
  parent?: Context;
  links?: Link[];
}

/** An error's name in the failure table, or else its class: its words may repeat what people wrote. */
const toFailure = (error: unknown): string => {
  const { type, name } = Object(error) as { type?: unknown; name?: unknown };
  if (typeof type === 'string') return type;
  return typeof name === 'string' ? name : 'Error';
};

/** Marks a span as failed. */
export function markFailed(span: Span, error: unknown): void {
  const failure = toFailure(error);
  span.setAttribute('failure', failure);
  span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
}

/** Runs `run` in a span of its own, which what it starts is a part of. */
export async function withSpan<Output>(
  tracer: Tracer,
  { name, parent = context.active(), ...options }: SpanOptions,
  run: (span: Span) => Promise<Output>,
): Promise<Output> {
  const span = tracer.startSpan(name, options, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => run(span));
  } catch (error) {
    markFailed(span, error);
    throw error;
  } finally {
    span.end();
  }
}
