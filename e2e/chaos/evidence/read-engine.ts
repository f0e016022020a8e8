import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import {
  LIMITER,
  LIMITER_ID_PREFIX,
  toLimiterId,
  toProviderPool,
  type LimiterSnapshot,
  type ProviderHealth,
} from '@genvideo/models';
import type { ListedWorkflow, PoolEvidence } from './evidence';

const LOOK_MS = 1_000;

/** What lives for ever and is no job. */
export const isLimiter = ({ workflow_id }: Pick<ListedWorkflow, 'workflow_id'>): boolean =>
  workflow_id.startsWith(LIMITER_ID_PREFIX);

/** Every workflow that ever was on the queue. */
export async function listWorkflows(client: Client, taskQueue: string): Promise<ListedWorkflow[]> {
  const found: ListedWorkflow[] = [];
  for await (const each of client.workflow.list({ query: `TaskQueue = "${taskQueue}"`, pageSize: 500 })) {
    const { workflowId: workflow_id, runId: run_id, type, status } = each;
    found.push({ workflow_id, run_id, type, status: status.name });
  }
  return found;
}

/** Waits until nothing but limiters runs, or the time is over; gives what there is then. */
export async function untilQuiet(
  client: Client,
  taskQueue: string,
  patienceMs: number,
): Promise<ListedWorkflow[]> {
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const workflows = await listWorkflows(client, taskQueue);
    const busy = workflows.some((each) => each.status === 'RUNNING' && !isLimiter(each));
    if (!busy || Date.now() > deadlineMs) return workflows;
    await delay(LOOK_MS);
  }
}

async function readPools(client: Client, taskQueue: string): Promise<PoolEvidence[]> {
  const main = client.workflow.getHandle(toLimiterId(taskQueue));
  const { held, waiting } = await main.query<LimiterSnapshot>(LIMITER.query.snapshot);
  const pool = toProviderPool(taskQueue, 'video');
  const videos = client.workflow.getHandle(toLimiterId(pool));
  const health = await videos.query<ProviderHealth>(LIMITER.query.health);
  return [
    { pool: taskQueue, held, waiting },
    { pool, held: health.in_flight, waiting: health.waiting },
  ];
}

/** Waits until no permit is out, or the time is over; gives what is out then. */
export async function untilPermitsAreBack(
  client: Client,
  taskQueue: string,
  patienceMs: number,
): Promise<PoolEvidence[]> {
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const pools = await readPools(client, taskQueue);
    const out = pools.reduce((sum, { held, waiting }) => sum + held + waiting, 0);
    if (out === 0 || Date.now() > deadlineMs) return pools;
    await delay(LOOK_MS);
  }
}
