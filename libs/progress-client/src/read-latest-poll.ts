import type { Client } from '@temporalio/client';
import { callEngine } from './call-engine';

/** `temporal.api.enums.v1.TaskQueueType` */
const TASK_KIND = { workflow_task: 1, activity: 2 } as const;

interface Poller {
  lastAccessTime?: { seconds?: { toString(): string } | null; nanos?: number | null } | null;
}

const toPollMs = ({ lastAccessTime }: Poller): number =>
  Number(lastAccessTime?.seconds?.toString() ?? 0) * 1_000 + (lastAccessTime?.nanos ?? 0) / 1_000_000;

export interface LatestPollOptions {
  /** Of which tasks; default: workflow tasks. */
  what?: keyof typeof TASK_KIND;
  timeoutMs?: number | undefined;
}

/**
 * When a worker last asked a task queue for work, by the engine's clock; null when none did for minutes. A poll counts
 * when it begins and when it ends, so also when its worker dies.
 */
export async function readLatestPoll(
  client: Client,
  taskQueue: string,
  { what = 'workflow_task', timeoutMs }: LatestPollOptions = {},
): Promise<Date | null> {
  const { pollers } = await callEngine(client, { workflowId: taskQueue, timeoutMs }, () =>
    client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: TASK_KIND[what],
      // Parts of a queue that nobody used for minutes sleep, with the work in them; to be asked for figures wakes them.
      reportStats: true,
    }),
  );
  const latestMs = Math.max(0, ...(pollers ?? []).map(toPollMs));
  return latestMs === 0 ? null : new Date(latestMs);
}
