import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import {
  ContinueAsNew,
  isCancellation,
  proxySinks,
  workflowInfo,
  type Sinks,
  type WorkflowInterceptors,
} from '@temporalio/workflow';
import {
  parseTraceCarrier,
  toRunCarrier,
  TRACE_HEADER,
  type TraceCarrier,
  type TracedRun,
} from '@genvideo/models';

/** Where workflows say that a traced run has ended; called by the worker, never on replay. */
export interface TraceSinks extends Sinks {
  trace: { ended(run: TracedRun): void };
}

const { trace } = proxySinks<TraceSinks>();

const toOutcome = (error: unknown): TracedRun['outcome'] => {
  if (error instanceof ContinueAsNew) return 'continued_as_new';
  return isCancellation(error) ? 'cancelled' : 'failed';
};

const toUserId = ([input]: readonly unknown[]): string | null => {
  const { user_id } = Object(input) as { user_id?: unknown };
  return typeof user_id === 'string' ? user_id : null;
};

const readCarrier = ({ [TRACE_HEADER]: payload }: Headers): TraceCarrier | null =>
  payload ? parseTraceCarrier(defaultPayloadConverter.fromPayload(payload)) : null;

const toHeaders = (carrier: TraceCarrier): Headers => ({
  [TRACE_HEADER]: defaultPayloadConverter.toPayload(carrier),
});

/**
 * Hands the trace that a workflow was started in on to everything that it starts, under the name that Temporal's SDK
 * looks for. Nothing here waits or decides anything, so that histories are the same with a trace and without: only
 * headers differ, which replay does not look at.
 */
export const interceptors = (): WorkflowInterceptors => {
  let own: Headers = {};
  let nextRun: Headers = {};
  const carry = <Input extends { headers: Headers }>(input: Input, headers = own): Input => ({
    ...input,
    headers: { ...input.headers, ...headers },
  });
  return {
    inbound: [
      {
        execute(input, next) {
          const parent = readCarrier(input.headers);
          if (parent === null) return next(input);
          own = toHeaders(toRunCarrier(parent, workflowInfo().runId));
          nextRun = toHeaders(parent);
          const user_id = toUserId(input.args);
          const running = next(input);
          running.then(
            () => trace.ended({ parent, outcome: 'completed', user_id }),
            (error: unknown) => trace.ended({ parent, outcome: toOutcome(error), user_id }),
          );
          return running;
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(carry(input)),
        scheduleLocalActivity: (input, next) => next(carry(input)),
        startChildWorkflowExecution: (input, next) => next(carry(input)),
        signalWorkflow: (input, next) => next(carry(input)),
        continueAsNew: (input, next) => next(carry(input, nextRun)),
      },
    ],
  };
};
