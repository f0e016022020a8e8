import { trace } from '@opentelemetry/api';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { createClientTracing, type Tracing } from '@genvideo/runtime';

/** For the API's client of the engine: a request's span learns which job it is about. */
export function createApiTracing(tracing: Tracing | null): WorkflowClientInterceptor[] {
  if (tracing === null) return [];
  const onWorkflow = (workflow_id: string): void =>
    void trace.getActiveSpan()?.setAttributes({ workflow_id });
  return [createClientTracing({ tracer: tracing.tracer, onWorkflow })];
}
