import type { Client, WorkflowHandle } from '@temporalio/client';
import { LIMITER, type LimiterSnapshot } from '@genvideo/models';
import { eventually } from '@genvideo/testing';

/**
 * For engines that the depth is measured on: they suggest to continue as new after this many events, and no sooner than
 * a measurement is over. Temporal's own default is 4,096.
 */
export const SUGGEST_CONTINUE_AS_NEW = { 'limit.historyCount.suggestContinueAsNew': 700 } as const;

/**
 * Signals that change nothing, sent at once: each is an event. More than 100 that wait for one workflow task make the
 * engine fail it.
 */
const SIGNALS_AT_ONCE = 25;

async function readRunId(limiter: WorkflowHandle): Promise<string> {
  const { runId } = await limiter.describe();
  return runId;
}

/**
 * Makes a limiter continue as new, and weighs what it hands on.
 * @throws Error when somebody who waited before does not wait afterwards
 */
export async function measureStateBytes(
  client: Client,
  limiterId: string,
): Promise<{ state_bytes: number; state_waiting: number }> {
  const limiter = client.workflow.getHandle(limiterId);
  const before = await readRunId(limiter);
  const { waiting } = await limiter.query<LimiterSnapshot>(LIMITER.query.snapshot);
  const continued = async (): Promise<boolean> => {
    await Promise.all(
      Array.from({ length: SIGNALS_AT_ONCE }, () => limiter.signal(LIMITER.signal.traffic, {})),
    );
    return (await readRunId(limiter)) !== before;
  };
  await eventually(continued, { what: 'the limiter to continue as new', timeoutMs: 120_000 });
  const { events } = await limiter.fetchHistory();
  const payloads = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const state_bytes = payloads.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  const after = await limiter.query<LimiterSnapshot>(LIMITER.query.snapshot);
  if (after.waiting !== waiting)
    throw new Error(`${waiting} waited before the limiter continued as new, ${after.waiting} afterwards`);
  return { state_bytes, state_waiting: waiting };
}
