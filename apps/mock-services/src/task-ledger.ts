import type { InFlightMeter } from './in-flight-meter';
import { createInFlightMeter } from './in-flight-meter';
import type { Journal } from './journal';
import type { Task, TaskEnd } from './task';

/** What the service of one port saw since its start or the last reset. */
export interface ServiceStats {
  /** Accepted submissions; repeats that were answered with an existing job do not count. */
  readonly submissions: number;
  /** Idempotency keys among them, each counted once. */
  readonly distinct_keys: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Accepted and not ended. */
  readonly in_flight: number;
  readonly max_in_flight: number;
  /** The same over both services together. */
  readonly max_in_flight_all: number;
  readonly callbacks_sent: number;
  /** Submissions that were refused because of `concurrency_limit`. */
  readonly refused_over_limit: number;
}

/** Every accepted submission of one service. */
export interface TaskLedger {
  add(task: Task): void;
  findById(id: string): Task | undefined;
  findByKey(idempotencyKey: string): Task | undefined;
  /** Ends a task; false when it had ended before. A lost task is found no more. */
  end(task: Task, end: TaskEnd): boolean;
  countCallback(): void;
  countOverLimit(): void;
  /** What the tasks in flight count against `concurrency_limit`. */
  unitsInFlight(): number;
  /** In order of acceptance, lost tasks too. */
  all(): readonly Task[];
  stats(): ServiceStats;
  clear(): void;
}

const noEnds = { completed: 0, failed: 0, cancelled: 0, lost: 0 };
const noCounts = { callbacks_sent: 0, refused_over_limit: 0 };

const toIso = (atMs: number): string => new Date(atMs).toISOString();

const toAcceptedLine = ({ service, id, idempotencyKey = '', order, createdAtMs }: Task) => ({
  ...{ event: 'accepted', service, job_id: id, idempotency_key: idempotencyKey || null },
  ...{ created_at: toIso(createdAtMs), prompt: order.prompt },
  left_out: order.details?.['left_out'] ?? null,
});

const toEndedLine = ({ id }: Task, { status, atMs }: TaskEnd) => ({
  ...{ event: 'ended', job_id: id, status, ended_at: toIso(atMs) },
});

/** `everywhere` counts both services together and belongs to the caller. Every acceptance and every end is in the journal. */
export function createTaskLedger(everywhere: InFlightMeter, journal: Journal): TaskLedger {
  const tasks: Task[] = [];
  const byId = new Map<string, Task>();
  const byKey = new Map<string, Task>();
  const keys = new Set<string>();
  const here = createInFlightMeter();
  const units = createInFlightMeter();
  const [ended, counts] = [{ ...noEnds }, { ...noCounts }];

  return {
    add(task) {
      tasks.push(task);
      byId.set(task.id, task);
      if (task.idempotencyKey !== undefined) {
        byKey.set(task.idempotencyKey, task);
        keys.add(task.idempotencyKey);
      }
      units.enter(task.order.units);
      for (const meter of [here, everywhere]) meter.enter();
      journal.note(toAcceptedLine(task));
    },
    findById: (id) => byId.get(id),
    findByKey: (idempotencyKey) => byKey.get(idempotencyKey),
    end(task, end) {
      if (task.end !== undefined) return false;
      task.end = end;
      ended[end.status] += 1;
      journal.note(toEndedLine(task, end));
      units.leave(task.order.units);
      for (const meter of [here, everywhere]) meter.leave();
      if (end.status === 'lost') {
        byId.delete(task.id);
        const { idempotencyKey: key = '' } = task;
        if (byKey.get(key) === task) byKey.delete(key);
      }
      return true;
    },
    countCallback: () => void (counts.callbacks_sent += 1),
    countOverLimit: () => void (counts.refused_over_limit += 1),
    unitsInFlight: () => units.current(),
    all: () => tasks,
    stats: () => ({
      submissions: tasks.length,
      distinct_keys: keys.size,
      completed: ended.completed,
      failed: ended.failed,
      cancelled: ended.cancelled,
      in_flight: here.current(),
      max_in_flight: here.highest(),
      max_in_flight_all: everywhere.highest(),
      ...counts,
    }),
    clear() {
      tasks.length = 0;
      for (const index of [byId, byKey, keys]) index.clear();
      Object.assign(ended, noEnds);
      Object.assign(counts, noCounts);
      for (const meter of [here, units]) meter.reset();
    },
  };
}
