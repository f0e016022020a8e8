import type { InFlightMeter } from './in-flight-meter';
import { createInFlightMeter } from './in-flight-meter';
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
}

/** Every accepted submission of one service. */
export interface TaskLedger {
  add(task: Task): void;
  findById(id: string): Task | undefined;
  findByKey(idempotencyKey: string): Task | undefined;
  /** Ends a task; false when it had ended before. A lost task is found no more. */
  end(task: Task, end: TaskEnd): boolean;
  countCallback(): void;
  /** In order of acceptance, lost tasks too. */
  all(): readonly Task[];
  stats(): ServiceStats;
  clear(): void;
}

/** `everywhere` counts both services together and belongs to the caller. */
export function createTaskLedger(everywhere: InFlightMeter): TaskLedger {
  const tasks: Task[] = [];
  const byId = new Map<string, Task>();
  const byKey = new Map<string, Task>();
  const keys = new Set<string>();
  const here = createInFlightMeter();
  const ended = { completed: 0, failed: 0, cancelled: 0, lost: 0 };
  let callbacksSent = 0;

  return {
    add(task) {
      tasks.push(task);
      byId.set(task.id, task);
      if (task.idempotencyKey !== undefined) {
        byKey.set(task.idempotencyKey, task);
        keys.add(task.idempotencyKey);
      }
      here.enter();
      everywhere.enter();
    },
    findById: (id) => byId.get(id),
    findByKey: (idempotencyKey) => byKey.get(idempotencyKey),
    end(task, end) {
      if (task.end !== undefined) return false;
      task.end = end;
      ended[end.status] += 1;
      here.leave();
      everywhere.leave();
      if (end.status === 'lost') {
        byId.delete(task.id);
        const key = task.idempotencyKey;
        if (key !== undefined && byKey.get(key) === task) byKey.delete(key);
      }
      return true;
    },
    countCallback() {
      callbacksSent += 1;
    },
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
      callbacks_sent: callbacksSent,
    }),
    clear() {
      tasks.length = 0;
      for (const index of [byId, byKey, keys]) index.clear();
      Object.assign(ended, { completed: 0, failed: 0, cancelled: 0, lost: 0 });
      callbacksSent = 0;
      here.reset();
    },
  };
}
