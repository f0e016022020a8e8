import type { Client } from '@temporalio/client';

/** How many starts are under way at once. */
const STARTS_AT_ONCE = 25;

export interface JobStart {
  workflowType: string;
  taskQueue: string;
  jobIds: readonly string[];
  toArgs: (index: number) => unknown[];
}

/**
 * Starts one workflow per id and waits for all of them.
 * @throws Error of the first that fails
 */
export async function runWorkflows(client: Client, start: JobStart, onDone: () => void): Promise<void> {
  const { workflowType, taskQueue, jobIds, toArgs } = start;
  const left = [...jobIds.entries()];
  const ends: Promise<void>[] = [];
  const startSome = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, workflowId] = next;
      const handle = await client.workflow.start(workflowType, {
        taskQueue,
        workflowId,
        args: toArgs(index),
      });
      ends.push(handle.result().then(onDone));
      // Awaited below; until then a failure is not unhandled.
      ends.at(-1)?.catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, startSome));
  await Promise.all(ends);
}
