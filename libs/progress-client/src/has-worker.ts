import type { Client } from '@temporalio/client';
import { callEngine } from './call-engine';

/** A worker polls at least once a minute; the engine goes on naming one that is gone for five. */
const POLL_AGE_LIMIT_MS = 70_000;

/** `temporal.api.enums.v1.TaskQueueType` */
const WORKFLOW_TASKS = 1;

/** Whether a worker has polled a task queue within about the last minute. */
export async function hasWorker(
  client: Client,
  taskQueue: string,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<boolean> {
  const { pollers } = await callEngine(client, { workflowId: taskQueue, timeoutMs }, () =>
    client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW_TASKS,
    }),
  );
  const oldest = Date.now() - POLL_AGE_LIMIT_MS;
  return (pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 >= oldest);
}
