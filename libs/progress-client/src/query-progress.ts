import type { Client } from '@temporalio/client';
import { QUERY, type Progress } from '@genvideo/models';
import { progressSchema } from '@genvideo/models/schemas';

/** How long a worker is waited for, in milliseconds: a caller would rather see what the engine knows. */
const QUERY_TIMEOUT_MS = 2_000;

/**
 * What the workflow itself says of its progress, or null when no worker answers in time, the workflow is stormed with
 * signals, or it answers in a way not known here.
 */
export async function queryProgress(client: Client, workflowId: string): Promise<Progress | null> {
  try {
    const answer = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).query<unknown>(QUERY.progress),
    );
    const progress = progressSchema.safeParse(answer);
    return progress.success ? progress.data : null;
  } catch {
    return null;
  }
}
