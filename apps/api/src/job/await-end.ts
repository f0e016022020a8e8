import { WorkflowFailedError, type Client } from '@temporalio/client';

/**
 * Waits until a job has ended, at most so long; the engine tells, nobody polls.
 * @returns whether it has. What goes wrong on the way counts as not: the job is there, and can be asked about.
 */
export async function awaitEnd(
  client: Client,
  workflowId: string,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + timeoutMs, () =>
      client.withAbortSignal(signal, () => client.workflow.getHandle(workflowId).result()),
    );
    return true;
  } catch (error) {
    return error instanceof WorkflowFailedError;
  }
}
