import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import {
  LIMITER,
  toLimiterId,
  toQueueEstimate,
  WORKFLOW_TYPE,
  type LimiterConfiguration,
  type LimiterQueue,
  type LimiterSnapshot,
  type PermitTraffic,
} from '@genvideo/models';
import { createCoalescer } from './create-coalescer';
import type { PermitDesk } from './permit-desk';

export interface PermitDeskOptions {
  client: Client;
  /** The task queue, which is also the pool. */
  taskQueue: string;
  configuration: LimiterConfiguration;
}

/** How long requests are collected before they leave as one signal, in milliseconds. */
const WINDOW_MS = 20;

/** Keeps a signal's payload small: some 100 bytes a request. */
const MAX_ITEMS = 500;

/** How long one look at the queue serves everybody who asks, in milliseconds. */
const QUEUE_FRESH_MS = 1_000;

/** How long a look at the queue may take before one does without, in milliseconds. */
const QUEUE_PATIENCE_MS = 1_500;

const merge = (traffic: readonly PermitTraffic[]): PermitTraffic => ({
  acquire: traffic.flatMap(({ acquire = [] }) => acquire),
  held: traffic.flatMap(({ held = [] }) => held),
  release: traffic.flatMap(({ release = [] }) => release),
});

/** Sends a signal to a pool's limiter, which is started when it does not run. */
export async function signalLimiter(
  { client, taskQueue, configuration }: PermitDeskOptions,
  signal: string,
  payload: PermitTraffic | LimiterConfiguration,
): Promise<void> {
  const workflowId = toLimiterId(taskQueue);
  try {
    await client.workflow.getHandle(workflowId).signal(signal, payload);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    await client.workflow.signalWithStart(WORKFLOW_TYPE.limiter, {
      workflowId,
      taskQueue,
      args: [{ pool: taskQueue, configuration }],
      signal,
      signalArgs: [payload],
    });
  }
}

/** A desk that talks to the limiter of the worker's own task queue. */
export function createPermitDesk(options: PermitDeskOptions): PermitDesk {
  const { client, taskQueue } = options;
  const coalescer = createCoalescer<PermitTraffic>({
    windowMs: WINDOW_MS,
    maxItems: MAX_ITEMS,
    send: (traffic) => signalLimiter(options, LIMITER.signal.traffic, merge(traffic)),
  });
  let seen: { at: number; queue: Promise<LimiterQueue> } | null = null;

  const readQueue = (): Promise<LimiterQueue> => {
    if (!seen || Date.now() - seen.at > QUEUE_FRESH_MS) {
      const limiter = client.workflow.getHandle(toLimiterId(taskQueue));
      seen = { at: Date.now(), queue: limiter.query<LimiterQueue>(LIMITER.query.queue) };
    }
    return seen.queue;
  };

  return {
    acquire: (request) => coalescer.add({ acquire: [request] }),
    confirm: (request) => coalescer.add({ held: [request] }),
    release: (workflowId) => coalescer.add({ release: [workflowId] }),
    readOutlook: async (workflowId) => {
      try {
        const queue = await Promise.race([readQueue(), delay(QUEUE_PATIENCE_MS, null, { ref: false })]);
        return queue && toQueueEstimate(queue, workflowId);
      } catch {
        // A limiter that is stormed with requests has no time for questions; the next look may be luckier.
        return null;
      }
    },
    isHeld: async (workflowId) => {
      const limiter = client.workflow.getHandle(toLimiterId(taskQueue));
      const { holders } = await limiter.query<LimiterSnapshot>(LIMITER.query.snapshot);
      return holders.some(({ workflow_id }) => workflow_id === workflowId);
    },
    settle: () => coalescer.settle(),
  };
}
