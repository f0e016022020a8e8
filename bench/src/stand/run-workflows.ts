import type { Client } from '@temporalio/client';

/** How many starts are under way at once. */
const STARTS_AT_ONCE = 25;

/** Starts one job. */
export type StartJob = (jobId: string, index: number) => Promise<unknown>;

export interface WorkflowRun {
  jobIds: readonly string[];
  start: StartJob;
  onDone: () => void;
}

/**
 * Starts one workflow per id and waits for all of them.
 * @throws Error of the first that fails
 */
export async function runWorkflows(client: Client, { jobIds, start, onDone }: WorkflowRun): Promise<void> {
  const left = [...jobIds.entries()];
  const ends: Promise<void>[] = [];
  const startSome = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, workflowId] = next;
      await start(workflowId, index);
      ends.push(client.workflow.getHandle(workflowId).result().then(onDone));
      // Awaited below; until then a failure is not unhandled.
      ends.at(-1)?.catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, startSome));
  await Promise.all(ends);
}
