import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { Try } from '../job/stop-task';

/** The activities that have a provider work, by name. */
const STAGE_ACTIVITIES = new Set(['makeImage', 'makeVideo']);

/**
 * The last try that a job asked a provider for, read from its history: the one place that is right when a job was
 * ended from outside.
 */
export async function readLastTry(client: Client, workflowId: string): Promise<Try | null> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const last = (events ?? [])
    .map(({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes)
    .findLast((scheduled) => STAGE_ACTIVITIES.has(scheduled?.activityType?.name ?? ''));
  if (!last) return null;
  const [request] = await decodeArrayFromPayloads(client.options.loadedDataConverter, last.input?.payloads);
  return request as Try;
}
