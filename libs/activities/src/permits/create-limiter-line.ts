import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import {
  LIMITER,
  toLimiterId,
  WORKFLOW_TYPE,
  type LimiterConfiguration,
  type PermitTraffic,
} from '@genvideo/models';
import { createCoalescer } from './create-coalescer';

export interface LimiterLineOptions {
  client: Client;
  /** The task queue, on which limiters run as well. */
  taskQueue: string;
  /** Default that of the task queue itself, which is named like it. */
  pool?: string;
  configuration: LimiterConfiguration;
}

/** A worker's line to one limiter. */
export interface LimiterLine {
  /** Resolves when the limiter is sure to hear it. */
  say(traffic: PermitTraffic): Promise<void>;
  /** Resolves when everything that was said has been delivered. */
  settle(): Promise<void>;
}

/** How long traffic is collected before it leaves as one signal, in milliseconds. */
const WINDOW_MS = 20;

/** Keeps a signal's payload small: some 100 bytes a request. */
const MAX_ITEMS = 500;

const merge = (traffic: readonly PermitTraffic[]): PermitTraffic => {
  const merged = {
    acquire: traffic.flatMap(({ acquire = [] }) => acquire),
    held: traffic.flatMap(({ held = [] }) => held),
    release: traffic.flatMap(({ release = [] }) => release),
  };
  const claims = traffic.flatMap((each) => each.claims ?? []);
  const reports = traffic.flatMap((each) => each.reports ?? []);
  return { ...merged, ...(claims.length > 0 && { claims }), ...(reports.length > 0 && { reports }) };
};

/** Sends a signal to a pool's limiter, which is started when it does not run. */
export async function signalLimiter(
  { client, taskQueue, pool = taskQueue, configuration }: LimiterLineOptions,
  signal: string,
  payload: PermitTraffic | LimiterConfiguration,
): Promise<void> {
  const workflowId = toLimiterId(pool);
  try {
    await client.workflow.getHandle(workflowId).signal(signal, payload);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    await client.workflow.signalWithStart(WORKFLOW_TYPE.limiter, {
      workflowId,
      taskQueue,
      args: [{ pool, configuration }],
      signal,
      signalArgs: [payload],
    });
  }
}

/** A line that collects for a moment what a worker's jobs have to say. */
export function createLimiterLine(options: LimiterLineOptions): LimiterLine {
  const coalescer = createCoalescer<PermitTraffic>({
    windowMs: WINDOW_MS,
    maxItems: MAX_ITEMS,
    send: (traffic) => signalLimiter(options, LIMITER.signal.traffic, merge(traffic)),
  });
  return { say: (traffic) => coalescer.add(traffic), settle: () => coalescer.settle() };
}
