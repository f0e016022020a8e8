import { context, ROOT_CONTEXT, SpanKind, trace, type Link, type Tracer } from '@opentelemetry/api';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { LIMITER_ID_PREFIX } from '@genvideo/models';
import { toTraceHeaders } from './carry-trace';
import { isApart } from './trace-apart';
import { withSpan, type SpanOptions } from './with-span';

const toUserId = (args: readonly unknown[]): { user_id?: string } => {
  const { user_id } = Object(args[0]) as { user_id?: unknown };
  return typeof user_id === 'string' ? { user_id } : {};
};

/** Where a start belongs: into the trace that is on, or, of many that one work starts, into one of its own. */
function toPlace(): Pick<SpanOptions, 'parent' | 'links'> {
  const active = context.active();
  if (!isApart(active)) return { parent: active };
  const span = trace.getSpanContext(active);
  const links: Link[] = span ? [{ context: span }] : [];
  return { parent: ROOT_CONTEXT, links };
}

/** The limiter is nobody's job: what it is told stays out of the traces of jobs. */
const isLimiter = (workflowId: string): boolean => workflowId.startsWith(LIMITER_ID_PREFIX);

export interface ClientTracingOptions {
  tracer: Tracer;
  /** Told which workflow a start or a signal is for, within the span that is on. */
  onWorkflow?: (workflowId: string) => void;
}

/** Spans for what a client asks of the engine: starts, and signals within a trace. Each carries its trace along. */
export function createClientTracing({ tracer, onWorkflow }: ClientTracingOptions): WorkflowClientInterceptor {
  return {
    startWithDetails(input, next) {
      const { workflowId, args } = input.options;
      if (isLimiter(workflowId)) return next(input);
      onWorkflow?.(workflowId);
      const name = `start ${input.workflowType}`;
      const attributes = { workflow_id: workflowId, ...toUserId(args) };
      return withSpan(tracer, { name, kind: SpanKind.PRODUCER, attributes, ...toPlace() }, () =>
        next({ ...input, headers: toTraceHeaders(input.headers) }),
      );
    },
    signal(input, next) {
      const { workflowId } = input.workflowExecution;
      if (isLimiter(workflowId) || !trace.getActiveSpan()) return next(input);
      onWorkflow?.(workflowId);
      const attributes = { workflow_id: workflowId };
      const options = { name: `signal ${input.signalName}`, kind: SpanKind.PRODUCER, attributes };
      return withSpan(tracer, options, () => next({ ...input, headers: toTraceHeaders(input.headers) }));
    },
  };
}
