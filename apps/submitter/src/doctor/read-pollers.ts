import { toEngineNowMs } from '@genvideo/models';
import type { EngineDesk } from './engine-desk';

/** `temporal.api.enums.v1.TaskQueueType` */
const TASK_KIND = { workflow_task: 1, activity: 2 } as const;

/** A worker polls at least once a minute; the engine goes on naming one that is gone for five. */
const ALIVE_WITHIN_SECONDS = 75;

/** Who takes one kind of task from a queue, and what waits there. */
export interface Pollers {
  /** The different workers that polled within about the last minute. */
  identities: string[];
  /** How long ago the latest poll began or ended; null when there was none for minutes. */
  latest_seconds: number | null;
  /** The same by this machine's clock alone, which may be off. */
  latest_by_own_clock_seconds: number | null;
  /** How many tasks wait, about. */
  backlog: number;
  /** How long the oldest of them has waited, about. */
  oldest_seconds: number;
}

interface EngineTime {
  seconds?: { toString(): string } | null;
  nanos?: number | null;
}

const toSeconds = (time: EngineTime | null | undefined): number =>
  Number(time?.seconds?.toString() ?? 0) + (time?.nanos ?? 0) / 1e9;

export async function readPollers(
  { connection, namespace, ask }: EngineDesk,
  taskQueue: string,
  kind: keyof typeof TASK_KIND,
): Promise<Pollers> {
  const { pollers, stats } = await ask(() =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: TASK_KIND[kind],
      reportStats: true,
    }),
  );
  const ownNow = Date.now() / 1_000;
  const seen = pollers.map(({ identity, lastAccessTime }) => ({ identity, at: toSeconds(lastAccessTime) }));
  const latest = seen.length === 0 ? null : Math.max(...seen.map(({ at }) => at));
  const now = toEngineNowMs((latest ?? ownNow) * 1_000, ownNow * 1_000) / 1_000;
  const alive = seen.filter(({ at }) => now - at < ALIVE_WITHIN_SECONDS);
  return {
    identities: [...new Set(alive.map(({ identity }) => identity ?? ''))],
    latest_seconds: latest === null ? null : now - latest,
    latest_by_own_clock_seconds: latest === null ? null : ownNow - latest,
    backlog: Number(stats?.approximateBacklogCount?.toString() ?? 0),
    oldest_seconds: toSeconds(stats?.approximateBacklogAge),
  };
}
