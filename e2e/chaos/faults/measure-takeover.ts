import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

/** How long a job of a killed worker stood still. Times are in milliseconds since 1970. */
export interface Takeover {
  workflow_id: string;
  worker: string;
  killed_at_ms: number;
  /** When another worker was seen to have it, or it had moved on; null when that was not seen. */
  resumed_at_ms: number | null;
}

const LOOK_MS = 200;
const ANSWER_MS = 2_000;
const PATIENCE_MS = 90_000;

/** What runs on some worker now: activity and worker. */
interface Hold {
  activity_id: string;
  identity: string;
  is_open: boolean;
}

async function readHolds(client: Client, workflowId: string): Promise<Hold[] | null> {
  const { raw, status } = await client.withDeadline(Date.now() + ANSWER_MS, () =>
    client.workflow.getHandle(workflowId).describe(),
  );
  if (status.name !== 'RUNNING') return null;
  return (raw.pendingActivities ?? []).map(({ activityId, lastWorkerIdentity, state }) => ({
    activity_id: activityId ?? '',
    identity: lastWorkerIdentity ?? '',
    is_open: Number(state) === STARTED,
  }));
}

/** PENDING_ACTIVITY_STATE_STARTED. */
const STARTED = 2;

const isOf = (pid: number, { identity, is_open }: Hold): boolean => is_open && identity.startsWith(`${pid}@`);

/** The jobs whose activities a process runs, each with its activity; none where the engine does not answer. */
export async function findHeldJobs(
  client: Client,
  { pid, among }: { pid: number; among: readonly string[] },
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  await Promise.all(
    among.map(async (workflowId) => {
      const holds = await readHolds(client, workflowId).catch(() => null);
      const own = holds?.find((hold) => isOf(pid, hold));
      if (own) found.set(workflowId, own.activity_id);
    }),
  );
  return found;
}

const hasMovedOn = (holds: Hold[] | null, pid: number, activityId: string): boolean => {
  const same = holds?.find(({ activity_id }) => activity_id === activityId);
  return same === undefined || (same.is_open && !isOf(pid, same));
};

/** Waits until another worker has the activity, or the job has gone on without it. */
export async function measureTakeover(
  client: Client,
  killed: Omit<Takeover, 'resumed_at_ms'> & { pid: number; activity_id: string },
  signal: AbortSignal,
): Promise<Takeover> {
  const { pid, activity_id, ...takeover } = killed;
  while (!signal.aborted && Date.now() - killed.killed_at_ms < PATIENCE_MS) {
    try {
      const holds = await readHolds(client, killed.workflow_id);
      if (hasMovedOn(holds, pid, activity_id)) return { ...takeover, resumed_at_ms: Date.now() };
    } catch {
      // The engine may be away at this moment, too.
    }
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
  return { ...takeover, resumed_at_ms: null };
}
