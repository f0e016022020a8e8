import type { KlingTask, KlingTaskStatus } from '@genvideo/models/wire';
import type { Task } from '../task';
import { pendingMs } from '../task-state';
import type { KlingProtocol } from './kling-protocol';

/** The task object: `data` of an answer, and the body of a callback. */
export function toKlingTask(
  task: Task,
  status: KlingTaskStatus,
  { toResult }: Pick<KlingProtocol, 'toResult'>,
): KlingTask & { final_unit_deduction?: string } {
  const { id, createdAtMs, idempotencyKey, end, order } = task;
  const changedAtMs =
    status === 'submitted' ? createdAtMs : (end?.atMs ?? createdAtMs + pendingMs(task.plan));
  return {
    task_id: id,
    task_status: status,
    task_status_msg: status === 'failed' ? (end?.error ?? 'The task failed') : '',
    task_info: idempotencyKey === undefined ? {} : { external_task_id: idempotencyKey },
    ...(status === 'succeed'
      ? { task_result: toResult(task), final_unit_deduction: String(order.units ?? 1) }
      : {}),
    created_at: createdAtMs,
    updated_at: Math.round(changedAtMs),
  };
}
