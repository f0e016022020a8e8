import type { Client } from '@temporalio/client';
import type { JobResult } from '@genvideo/models';
import { jobResultSchema } from '@genvideo/models/schemas';
import { callEngine } from './call-engine';
import { decodePayloads } from './decode-payloads';
import type { JobDescription } from './describe-job';

/** The end of a history is this many events long, from the activity that ended the job on; in events. */
const LAST_EVENTS = 20;

/**
 * The result of a job that was cancelled: the engine keeps none for such workflows, but the answer of the job's last
 * activity is in its history. Null when there is none: the job could not clean up.
 * @throws EngineUnavailableError
 */
export async function readCancelledResult(
  client: Client,
  { workflow_id: workflowId, run_id: runId }: JobDescription,
): Promise<JobResult | null> {
  const { history } = await callEngine(client, { workflowId }, () =>
    client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId, runId },
      maximumPageSize: LAST_EVENTS,
    }),
  );
  for (const { activityTaskCompletedEventAttributes: completed } of history?.events ?? []) {
    if (!completed) continue;
    const [answer] = await decodePayloads(client, completed.result?.payloads);
    const parsed = jobResultSchema.safeParse(answer);
    if (parsed.success) return parsed.data;
  }
  return null;
}
