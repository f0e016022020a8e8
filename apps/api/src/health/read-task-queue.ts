import type { Client } from '@temporalio/client';
import { toEngineNowMs } from '@genvideo/models';

/** The engine's numbers for the two kinds of task, TaskQueueType in its API. */
const TASK_KINDS = [1, 2];

/**
 * The engine remembers pollers for minutes after they are gone. A poll lasts 60 s, so a live worker has begun one
 * more recently than this.
 */
const ALIVE_WITHIN_MS = 75_000;

interface Poller {
  identity?: string | null;
  lastAccessTime?: { seconds?: { toString(): string } | null } | null;
}

/** How many different workers polled lately, also where this machine's clock is minutes off. */
export function countLivePollers(pollers: readonly Poller[], nowMs: number): number {
  const seen = pollers.map(({ identity, lastAccessTime }) => ({
    identity,
    pollMs: Number(lastAccessTime?.seconds?.toString() ?? 0) * 1_000,
  }));
  const engineNowMs = toEngineNowMs(Math.max(0, ...seen.map(({ pollMs }) => pollMs)), nowMs);
  const alive = seen.filter(({ pollMs }) => pollMs > 0 && pollMs > engineNowMs - ALIVE_WITHIN_MS);
  return new Set(alive.map(({ identity }) => identity)).size;
}

/** Who polls a task queue, and what waits there. */
export interface QueueReading {
  /** The workers that poll it, for workflows or for activities, whichever has fewer: a job needs both. */
  pollers: number;
  /** The tasks that no worker has taken yet, about, by their kind. */
  backlog: { workflow: number; activity: number };
}

/** Asks the engine about a task queue. */
export async function readTaskQueue(client: Client, taskQueue: string): Promise<QueueReading> {
  const [workflows, activities] = await Promise.all(
    TASK_KINDS.map(async (taskQueueType) => {
      const { pollers, stats } = await client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType,
        // Wakes the parts of a queue that nobody used for minutes, and the work in them.
        reportStats: true,
      });
      const waiting = Number(stats?.approximateBacklogCount?.toString() ?? 0);
      return { pollers: countLivePollers(pollers, Date.now()), waiting };
    }),
  );
  return {
    pollers: Math.min(workflows?.pollers ?? 0, activities?.pollers ?? 0),
    backlog: { workflow: workflows?.waiting ?? 0, activity: activities?.waiting ?? 0 },
  };
}
