import type { Client } from '@temporalio/client';
import type { JobDescription } from './describe-job';
import { hasWorker } from './has-worker';

/**
 * How long a workflow task may wait before the workers that polled lately are taken for dead, in milliseconds. Such
 * tasks are short, so that even a busy worker takes one sooner.
 */
const TASK_WAIT_LIMIT_MS = 15_000;

/** Whether a job waits because no worker takes it. Asks the engine only when something of the job waits. */
export async function lacksWorker(
  client: Client,
  { untaken, task_queue: taskQueue }: Pick<JobDescription, 'untaken' | 'task_queue'>,
): Promise<boolean> {
  if (untaken === null) return false;
  const waitedMs = Date.now() - untaken.since.getTime();
  if (untaken.what === 'workflow_task' && waitedMs > TASK_WAIT_LIMIT_MS) return true;
  return !(await hasWorker(client, taskQueue));
}
