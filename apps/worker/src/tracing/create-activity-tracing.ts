import {
  context,
  SpanKind,
  type Attributes,
  type Context as TraceContext,
  type Tracer,
} from '@opentelemetry/api';
import type { Context, Info } from '@temporalio/activity';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { fromTraceHeaders, toApart, withSpan } from '@genvideo/runtime';
import { withJob } from './job-context';

/** What an activity is about, as far as its input says so in the words that all of them use. */
function toJob(args: readonly unknown[], { workflowExecution, attempt: run }: Info): Attributes {
  const { user_id, stage, attempt } = Object(args[0]) as Record<string, unknown>;
  return {
    ...{ workflow_id: workflowExecution?.workflowId, run },
    ...(typeof user_id === 'string' ? { user_id } : {}),
    ...(typeof stage === 'string' ? { stage } : {}),
    ...(typeof attempt === 'number' ? { attempt } : {}),
  };
}

/** Activities that start jobs without end, each of which is a trace of its own. */
const STARTS_MANY: ReadonlySet<string> = new Set(['runBatch', 'retryFailedItems']);

const toPlace = (parent: TraceContext, activityType: string, job: Attributes): TraceContext =>
  withJob(STARTS_MANY.has(activityType) ? toApart(parent) : parent, job);

/** A span for each run of an activity whose workflow is traced; the others stay as they are. */
export function createActivityTracing(tracer: Tracer): ActivityInterceptorsFactory {
  return ({ info }: Context) => ({
    inbound: {
      execute(input, next) {
        const parent = fromTraceHeaders(input.headers);
        if (parent === null) return next(input);
        const { activityType } = info;
        const attributes = toJob(input.args, info);
        const name = `run ${activityType}`;
        return withSpan(tracer, { name, kind: SpanKind.CONSUMER, attributes, parent }, () =>
          context.with(toPlace(context.active(), activityType, attributes), () => next(input)),
        );
      },
    },
  });
}
