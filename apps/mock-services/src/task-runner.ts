import { randomUUID } from 'node:crypto';
import { nowMs } from './now-ms';
import { planTask } from './plan-task';
import type { ProxyProtocol } from './proxy-protocol';
import type { ServiceFaults } from './service-faults';
import type { Task, TaskEnd, TaskOrder } from './task';
import type { TaskAnnouncer } from './task-announcer';
import type { TaskLedger } from './task-ledger';

/** A submission that is to become a task. */
export interface Acceptance {
  readonly order: TaskOrder;
  readonly idempotencyKey?: string;
  readonly diceKey: string;
  readonly baseUrl: string;
}

/** Takes tasks from acceptance to their end. */
export interface TaskRunner {
  /** Registers the task and starts its time and its media. */
  accept(acceptance: Acceptance): Task;
  /** Cancels the task unless it has ended. */
  cancel(task: Task): void;
  /** Stops all timers and all making of media; no task ends any more. */
  stopAll(): void;
}

export interface TaskRunnerParts {
  readonly service: ProxyProtocol['service'];
  readonly ledger: TaskLedger;
  readonly faults: ServiceFaults;
  readonly announcer: TaskAnnouncer;
  /** How long a job takes. */
  readonly jobSeconds: number;
}

/** What a running task holds. */
interface Run {
  readonly stopping: AbortController;
  timer?: NodeJS.Timeout;
}

type EndTask = (how: Omit<TaskEnd, 'atMs'>) => void;

export function createTaskRunner({
  service,
  ledger,
  faults,
  announcer,
  jobSeconds,
}: TaskRunnerParts): TaskRunner {
  const runs = new Map<Task, Run>();

  const stop = (task: Task) => {
    const run = runs.get(task);
    clearTimeout(run?.timer);
    run?.stopping.abort();
    runs.delete(task);
  };
  const end = (task: Task, how: Omit<TaskEnd, 'atMs'>) => {
    if (!runs.has(task)) return;
    stop(task);
    if (ledger.end(task, { ...how, atMs: nowMs() })) announcer.ended(task);
  };

  return {
    accept(acceptance) {
      const id = `${service}-${randomUUID()}`;
      const plan = planTask(faults, jobSeconds, acceptance.diceKey);
      const task: Task = { ...acceptance, id, service, createdAtMs: nowMs(), plan, media: [] };
      const run: Run = { stopping: new AbortController() };
      ledger.add(task);
      runs.set(task, run);
      followPlan(task, run, (how) => {
        end(task, how);
      });
      announcer.accepted(task);
      return task;
    },
    cancel(task) {
      end(task, { status: 'cancelled' });
    },
    stopAll() {
      for (const task of [...runs.keys()]) stop(task);
    },
  };
}

/** Starts the one timer of the task, and its media when it is to complete. */
function followPlan(task: Task, run: Run, end: EndTask): void {
  const { outcome, endsAfterMs, error } = task.plan;
  if (outcome === 'stuck') return;
  const timeIsOver = new Promise<void>((resolve) => {
    run.timer = setTimeout(resolve, endsAfterMs);
  });
  if (outcome === 'complete') {
    void completeTask(task, timeIsOver, run.stopping.signal).then(end);
  } else {
    void timeIsOver.then(() => {
      end(outcome === 'lose' ? { status: 'lost' } : { status: 'failed', error });
    });
  }
}

/** A task completes when its time is over and its media is there; it fails as soon as the media cannot be made. */
async function completeTask(
  task: Task,
  timeIsOver: Promise<void>,
  signal: AbortSignal,
): Promise<Omit<TaskEnd, 'atMs'>> {
  try {
    task.media = await task.order.makeMedia(task.id, signal);
  } catch (error) {
    return { status: 'failed', error: error instanceof Error ? error.message : String(error) };
  }
  await timeIsOver;
  return { status: 'completed' };
}
