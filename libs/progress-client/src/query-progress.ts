import type { Client } from '@temporalio/client';
import { QUERY, type Progress } from '@genvideo/models';
import { progressSchema } from '@genvideo/models/schemas';
import { askWorkflow } from './ask-workflow';

/** What the workflow itself says of its progress, or null when there is no answer to be had. */
export function queryProgress(client: Client, workflowId: string): Promise<Progress | null> {
  return askWorkflow(client, workflowId, { query: QUERY.progress, schema: progressSchema });
}
