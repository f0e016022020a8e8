import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { InjectedSinks } from '@temporalio/worker';
import { toRunSpanId } from '@genvideo/models';
import { toTraceContext, type Tracing } from '@genvideo/runtime';
import type { TraceSinks } from '@genvideo/workflows/trace-interceptors';

/** Makes a span of each traced run of a workflow when it has ended; without tracing, of none. */
export function createTraceSinks(tracing: Tracing | null): InjectedSinks<TraceSinks> {
  return {
    trace: {
      ended: {
        callDuringReplay: false,
        fn({ workflowId, runId, workflowType, startTime }, { parent, outcome, user_id }) {
          if (tracing === null) return;
          const attributes = {
            ...{ workflow_id: workflowId, run_id: runId, outcome },
            ...(user_id === null ? {} : { user_id }),
          };
          const options = { kind: SpanKind.INTERNAL, startTime, attributes };
          const span = tracing.withSpanId(toRunSpanId(runId), () =>
            tracing.tracer.startSpan(workflowType, options, toTraceContext(parent)),
          );
          if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      },
    },
  };
}
