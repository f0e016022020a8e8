import type { Client } from '@temporalio/client';
import { describeJob, lacksWorker, readLatestPoll } from '@genvideo/progress-client/direct';

/** A worker that has polled so lately is there, in milliseconds. */
const SURELY_THERE_MS = 2_500;

/** How many workflows are looked at. */
const MAX_LOOKS = 2;

export interface DesertedOptions {
  taskQueue: string;
  /** How long each question may take. */
  timeoutMs: number;
}

/**
 * Whether nobody takes the jobs of a queue although its workers polled within the last minute: they were killed, for
 * example. Work that came after the latest poll, and still waits, tells. In doubt somebody is there.
 */
export async function isDeserted(
  client: Client,
  { taskQueue, timeoutMs }: DesertedOptions,
): Promise<boolean> {
  const latest = await readLatestPoll(client, taskQueue, { timeoutMs });
  if (latest === null || Date.now() - latest.getTime() < SURELY_THERE_MS) return false;
  const queue = taskQueue.replaceAll("'", "\\'");
  const query = `TaskQueue = '${queue}' AND ExecutionStatus = 'Running' AND StartTime > '${latest.toISOString()}'`;
  let looks = 0;
  for await (const { workflowId } of client.workflow.list({ query, pageSize: MAX_LOOKS })) {
    if (await lacksWorker(client, await describeJob(client, workflowId))) return true;
    if (++looks === MAX_LOOKS) return false;
  }
  return false;
}
