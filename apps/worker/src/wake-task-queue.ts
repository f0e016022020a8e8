import type { Connection } from '@temporalio/client';
import type { Logger } from '@genvideo/runtime';

/** The engine's numbers for the two kinds of task, TaskQueueType in its API. */
const TASK_KINDS = [1, 2];

/**
 * Wakes the parts of a task queue that nobody used for minutes: they sleep with the work in them, and a worker that
 * comes would find it only by chance, a minute later or five. To be asked for figures wakes them.
 */
export async function wakeTaskQueue(
  { workflowService }: Connection,
  { namespace, taskQueue }: { namespace: string; taskQueue: string },
  logger: Logger,
): Promise<void> {
  try {
    for (const taskQueueType of TASK_KINDS)
      await workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: taskQueue },
        taskQueueType,
        reportStats: true,
      });
  } catch (error) {
    logger.warn({ task_queue: taskQueue, err: error }, 'task_queue_not_woken');
  }
}
