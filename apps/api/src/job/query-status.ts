import type { Client } from '@temporalio/client';
import { QUERY, type DetailedStatus } from '@genvideo/models';
import { detailedStatusSchema } from '@genvideo/models/schemas';
import { askWorkflow } from '@genvideo/progress-client/direct';

/** What the workflow itself answers to `get_status`, or null when there is no answer to be had. */
export function queryStatus(client: Client, workflowId: string): Promise<DetailedStatus | null> {
  return askWorkflow(client, workflowId, { query: QUERY.status, schema: detailedStatusSchema });
}
