import { InterceptingCall, status, type Interceptor } from '@grpc/grpc-js';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts and times a connection's calls; the last of its interceptors, so that each try of a call counts by itself. */
export type EngineCallMeter = Interceptor;

/** From a call answered out of memory to one that waits for a worker; in seconds. */
const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `DescribeWorkflowExecution` of `/temporal.api.workflowservice.v1.WorkflowService/DescribeWorkflowExecution`. */
const toOperation = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Counts and times every call that a connection makes to the engine, each try of a retried one by itself. A worker's
 * native connection takes no interceptors: its calls are in the SDK's own `temporal_request_total`.
 */
export function createEngineCallMeter(registry: Registry): EngineCallMeter {
  const calls = new Counter({
    name: 'genvideo_engine_calls_total',
    help: "Calls of this program's client to the engine, by operation and gRPC status; not what a worker polls and reports.",
    labelNames: ['operation', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'genvideo_engine_call_duration_seconds',
    help: "How long the engine took to answer a call of this program's client; long polls wait on purpose.",
    labelNames: ['operation'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return (options, nextCall) => {
    const operation = toOperation(options.method_definition.path);
    const stopTimer = durations.startTimer({ operation });
    return new InterceptingCall(nextCall(options), {
      start(metadata, _listener, next) {
        next(metadata, {
          onReceiveStatus(outcome, pass) {
            stopTimer();
            calls.inc({ operation, status: status[outcome.code] });
            pass(outcome);
          },
        });
      },
    });
  };
}
