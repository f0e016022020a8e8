import type { GenerationProvider } from '@genvideo/activities';
import { createClientTracing, type Tracing } from '@genvideo/runtime';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import { createActivityTracing } from './create-activity-tracing';
import { createTraceSinks } from './create-trace-sinks';
import { traceProvider } from './trace-provider';

/** What a worker is put together with, so that what it does is in the traces of jobs. */
export interface WorkerTracing {
  /** For the client that activities have. */
  clientInterceptors: WorkflowClientInterceptor[];
  /** The same provider, traced. */
  trace: <Task>(provider: GenerationProvider<Task>) => GenerationProvider<Task>;
  /** The same options, traced. */
  toOptions: <Options extends Pick<WorkerOptions, 'interceptors'>>(
    options: Options,
  ) => Options & Pick<WorkerOptions, 'interceptors' | 'sinks'>;
}

/** Without tracing, everything stays as it is: workflows that were started in a trace are told of nowhere. */
export function createWorkerTracing(tracing: Tracing | null): WorkerTracing {
  const sinks = createTraceSinks(tracing);
  if (tracing === null)
    return {
      clientInterceptors: [],
      trace: (provider) => provider,
      toOptions: (options) => ({ ...options, sinks }),
    };
  const { tracer } = tracing;
  return {
    clientInterceptors: [createClientTracing({ tracer })],
    trace: (provider) => traceProvider(provider, tracer),
    toOptions: (options) => ({
      ...options,
      sinks,
      interceptors: { ...options.interceptors, activity: [createActivityTracing(tracer)] },
    }),
  };
}
