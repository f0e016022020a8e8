import { z } from 'zod';
import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { NotFoundError, readResult, UnreadableResultError } from '@genvideo/progress-client/direct';
import type { CollectedJob } from './measure-batch';
import { toJobTrace, type HistoryEvent } from './to-job-trace';

const requestSchema = z.object({ stage: z.enum(['image', 'video']), attempt: z.int().positive() });
const outcomeSchema = z.object({ seconds: z.number() });

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type Payloads = Parameters<typeof decodeArrayFromPayloads>[1];

/** Decodes what the events carry, so that reading them needs no I/O. */
const decodeEvents = async (client: Client, { events }: History): Promise<Map<HistoryEvent, unknown>> => {
  const decode = async (payloads: Payloads): Promise<unknown> =>
    (await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads))[0];
  const decoded = new Map<HistoryEvent, unknown>();
  for (const event of events ?? []) {
    const payloads =
      event.activityTaskScheduledEventAttributes?.input ?? event.activityTaskCompletedEventAttributes?.result;
    if (payloads) decoded.set(event, await decode(payloads.payloads));
  }
  return decoded;
};

const readTrace = async (client: Client, workflowId: string, closed: boolean) => {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  const decoded = await decodeEvents(client, history);
  return toJobTrace({
    workflowId,
    events: history.events ?? [],
    closed,
    readRequest: (event) => requestSchema.parse(decoded.get(event)),
    readSeconds: (event) => outcomeSchema.parse(decoded.get(event)).seconds,
  });
};

/** Reads from the engine what became of a job. */
export async function collectJob(client: Client, workflowId: string): Promise<CollectedJob> {
  try {
    const result = await readResult(client, workflowId);
    const trace = await readTrace(client, workflowId, result !== null);
    return { workflow_id: workflowId, trace, result };
  } catch (error) {
    if (!(error instanceof NotFoundError || error instanceof UnreadableResultError)) throw error;
    return { workflow_id: workflowId, trace: null, result: null };
  }
}
