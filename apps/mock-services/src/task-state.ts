import type { ProxyTaskStatus } from '@genvideo/models/wire';
import type { Task, TaskPlan } from './task';

/** What a status answer says; `progress` is a whole number from 0 to 100. */
export interface TaskState {
  readonly status: ProxyTaskStatus;
  readonly progress: number;
  readonly error?: string;
}

/** A task is pending for this share of its time, but never longer than `longestPendingMs`. */
const pendingShare = 0.1;
const longestPendingMs = 250;
/** How long a task is pending, in milliseconds. */
export function pendingMs({ totalMs }: Pick<TaskPlan, 'totalMs'>): number {
  return Math.min(totalMs * pendingShare, longestPendingMs);
}

/** Where the progress of a stuck task stays. */
const stuckAt = 50;

/**
 * State of a task at a moment, from its plan alone: progress is linear, and stays at 99 while the time is over but the media is still
 * being made. `nowMs` is in milliseconds since 1970. A lost task has no state: the ledger does not find it.
 */
export function taskStateAt(task: Pick<Task, 'createdAtMs' | 'plan' | 'end'>, nowMs: number): TaskState {
  const { end } = task;
  if (end === undefined || end.status === 'lost') return runningState(task, nowMs);
  if (end.status === 'completed') return { status: 'completed', progress: 100 };
  const { progress } = runningState(task, end.atMs);
  return { status: end.status, progress, ...(end.error === undefined ? {} : { error: end.error }) };
}

/** How long it has been worked at, without the time that it stood still. */
function toWorkedMs({ totalMs, stallMs = 0 }: TaskPlan, elapsedMs: number): number {
  const half = totalMs / 2;
  return elapsedMs <= half ? elapsedMs : Math.max(half, elapsedMs - stallMs);
}

function runningState({ createdAtMs, plan }: Pick<Task, 'createdAtMs' | 'plan'>, nowMs: number): TaskState {
  const elapsedMs = toWorkedMs(plan, Math.max(0, nowMs - createdAtMs));
  const pending = elapsedMs < pendingMs(plan);
  const highest = plan.outcome === 'stuck' ? stuckAt : 99;
  const progress =
    plan.totalMs === 0 ? highest : Math.min(highest, Math.floor((100 * elapsedMs) / plan.totalMs));
  return { status: pending ? 'pending' : 'processing', progress };
}
