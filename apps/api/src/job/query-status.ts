import type { Client } from '@temporalio/client';
import { QUERY, type DetailedStatus } from '@genvideo/models';
import { detailedStatusSchema } from '@genvideo/models/schemas';

/** How long a worker is waited for, in milliseconds. */
const QUERY_TIMEOUT_MS = 2_000;

/** What the workflow itself answers to `get_status`; null when no worker answers in time. Never fails. */
export async function queryStatus(client: Client, workflowId: string): Promise<DetailedStatus | null> {
  try {
    const answer = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).query<unknown>(QUERY.status),
    );
    const parsed = detailedStatusSchema.safeParse(answer);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
