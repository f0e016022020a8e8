import { setTimeout as delay } from 'node:timers/promises';
import {
  LIMITER,
  toLimiterId,
  toQueueEstimate,
  type LimiterQueue,
  type LimiterSnapshot,
} from '@genvideo/models';
import { createLimiterLine, type LimiterLineOptions } from './create-limiter-line';
import type { PermitDesk } from './permit-desk';

/** How long one look at the queue serves everybody who asks, in milliseconds. */
const QUEUE_FRESH_MS = 1_000;

/** How long a look at the queue may take before one does without, in milliseconds. */
const QUEUE_PATIENCE_MS = 1_500;

/** A desk that talks to the limiter of the worker's own task queue. */
export function createPermitDesk(options: LimiterLineOptions): PermitDesk {
  const { client, taskQueue } = options;
  const line = createLimiterLine(options);
  let seen: { at: number; queue: Promise<LimiterQueue> } | null = null;

  const readQueue = (): Promise<LimiterQueue> => {
    if (!seen || Date.now() - seen.at > QUEUE_FRESH_MS) {
      const limiter = client.workflow.getHandle(toLimiterId(taskQueue));
      seen = { at: Date.now(), queue: limiter.query<LimiterQueue>(LIMITER.query.queue) };
    }
    return seen.queue;
  };

  return {
    acquire: (request) => line.say({ acquire: [request] }),
    confirm: (request) => line.say({ held: [request] }),
    release: (workflowId) => line.say({ release: [workflowId] }),
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
    settle: () => line.settle(),
  };
}
