import type { Client } from '@temporalio/client';

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

/** How many different workers polled lately. */
export function countLivePollers(pollers: readonly Poller[], nowMs: number): number {
  const alive = pollers.filter(
    ({ lastAccessTime }) =>
      Number(lastAccessTime?.seconds?.toString() ?? 0) * 1_000 > nowMs - ALIVE_WITHIN_MS,
  );
  return new Set(alive.map(({ identity }) => identity)).size;
}

/** The workers that poll the queue, for workflows or for activities, whichever has fewer: a job needs both. */
export async function countPollers(client: Client, taskQueue: string): Promise<number> {
  const counts = await Promise.all(
    TASK_KINDS.map(async (taskQueueType) => {
      const { pollers } = await client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType,
        // Wakes the parts of a queue that nobody used for minutes, and the work in them.
        reportStats: true,
      });
      return countLivePollers(pollers, Date.now());
    }),
  );
  return Math.min(...counts);
}
