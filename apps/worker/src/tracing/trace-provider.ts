import { SpanKind, type Attributes, type Tracer } from '@opentelemetry/api';
import type { GenerationProvider, TaskState } from '@genvideo/activities';
import { markFailed, withSpan } from '@genvideo/runtime';
import { readJob } from './job-context';

/** Whether a look is worth a span: a task is looked at twice a second, and mostly goes on. */
const isEnd = (state: TaskState): boolean => !('percent' in state);

/**
 * The same provider, its calls in spans: submissions, look-ups and cancels all, looks where they fail or find that a task
 * has ended.
 */
export function traceProvider<Task>(
  provider: GenerationProvider<Task>,
  tracer: Tracer,
): GenerationProvider<Task> {
  const toAttributes = (): Attributes => ({ ...readJob(), provider: provider.name });
  const traced = <Answer>(operation: string, call: () => Promise<Answer>): Promise<Answer> => {
    const options = { name: `${operation} ${provider.name}`, kind: SpanKind.CLIENT };
    return withSpan(tracer, { ...options, attributes: toAttributes() }, call);
  };
  const startLook = (startTime: number) =>
    tracer.startSpan(`look ${provider.name}`, {
      kind: SpanKind.CLIENT,
      startTime,
      attributes: toAttributes(),
    });

  return {
    ...provider,
    submit: (task, options) => traced('submit', () => provider.submit(task, options)),
    find: (submissionId, signal) => traced('find', () => provider.find(submissionId, signal)),
    cancel: (taskId, signal) => traced('cancel', () => provider.cancel(taskId, signal)),
    async look(taskId, signal) {
      const startedAt = Date.now();
      try {
        const state = await provider.look(taskId, signal);
        if (isEnd(state)) startLook(startedAt).setAttribute('task_status', state.status).end();
        return state;
      } catch (error) {
        const span = startLook(startedAt);
        markFailed(span, error);
        span.end();
        throw error;
      }
    },
  };
}
