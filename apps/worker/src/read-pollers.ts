import type { Connection } from '@temporalio/client';

/** The engine's numbers for the two kinds of task, TaskQueueType in its API. */
const TASK_KINDS = [1, 2];

/** A worker that polls a task queue. */
export interface Poller {
  /** The name under which it polls. */
  identity: string;
  /** When it last began or ended a poll, by the engine's clock, in milliseconds of the Unix epoch. */
  pollMs: number;
}

interface EngineTime {
  seconds?: { toString(): string } | null;
  nanos?: number | null;
}

const toMs = (time: EngineTime | null | undefined): number =>
  Number(time?.seconds?.toString() ?? 0) * 1_000 + (time?.nanos ?? 0) / 1e6;

/**
 * Who has polled a task queue in the last minutes, for either kind of task. To be asked for figures also wakes the parts of
 * it that nobody used for minutes: they sleep with the work in them, and a worker that comes would find it only by
 * chance, a minute later or five.
 */
export async function readPollers(
  { workflowService }: Connection,
  { namespace, taskQueue }: { namespace: string; taskQueue: string },
): Promise<Poller[]> {
  const pollers: Poller[] = [];
  for (const taskQueueType of TASK_KINDS) {
    const queue = await workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType,
      reportStats: true,
    });
    for (const { identity, lastAccessTime } of queue.pollers)
      pollers.push({ identity: identity ?? '', pollMs: toMs(lastAccessTime) });
  }
  return pollers;
}
