import { toLimiterId, WORKFLOW_TYPE } from '@genvideo/models';
import { hasWorker } from '@genvideo/progress-client/direct';
import type { EngineDesk } from './engine-desk';
import { fail, ok, type Verdict } from './finding';
import { readPollers, type Pollers } from './read-pollers';
import { toReason } from './to-reason';

const START = 'Start a worker: npx nx serve worker';

/** What the ids of limiters begin with. */
const LIMITER_PREFIX = toLimiterId('');

/** How many other queues are looked at. */
const MAX_QUEUES = 20;

/** How long work may wait while nobody asks for any, in seconds. */
const LEFT_ALONE_SECONDS = 5;

/** Each worker begins a limiter for its queue, which tells where workers are or were. */
const listOtherQueues = async ({ client }: EngineDesk, taskQueue: string): Promise<string[]> => {
  const query = `WorkflowType = '${WORKFLOW_TYPE.limiter}' AND ExecutionStatus = 'Running'`;
  const queues: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query, pageSize: MAX_QUEUES })) {
    const queue = workflowId.slice(LIMITER_PREFIX.length);
    if (workflowId.startsWith(LIMITER_PREFIX) && queue !== taskQueue) queues.push(queue);
    if (queues.length === MAX_QUEUES) break;
  }
  return queues;
};

const findPolledQueue = async (desk: EngineDesk, taskQueue: string): Promise<string | null> => {
  try {
    const queues = await desk.ask(() => listOtherQueues(desk, taskQueue));
    const polled = await Promise.all(queues.map((queue) => desk.ask(() => hasWorker(desk.client, queue))));
    return queues[polled.indexOf(true)] ?? null;
  } catch {
    return null;
  }
};

const toNobody = async (desk: EngineDesk, taskQueue: string): Promise<Verdict> => {
  const other = await findPolledQueue(desk, taskQueue);
  const message = `no worker polls the task queue "${taskQueue}", so jobs wait`;
  if (other === null) return fail(message, `${START} (with TEMPORAL_TASK_QUEUE=${taskQueue}).`);
  return fail(
    `${message}; one polls "${other}"`,
    `Set TEMPORAL_TASK_QUEUE to the same for workers, API and clients, or start a worker for this queue: npx nx serve worker.`,
  );
};

const toCount = (count: number): string => `${count} ${count === 1 ? 'worker polls' : 'workers poll'}`;

/** Work waits, and nobody has asked for any since it came: who polled before is gone. */
const isLeftAlone = ({ backlog, oldest_seconds: waited, latest_seconds: polled }: Pollers): boolean =>
  backlog > 0 && waited > LEFT_ALONE_SECONDS && (polled ?? Infinity) > waited;

const judge = (workflows: Pollers, activities: Pollers, taskQueue: string): Verdict | null => {
  const [takers, doers] = [workflows.identities.length, activities.identities.length];
  if (takers === 0 && doers === 0) return null;
  const idle = takers === 0 ? 'workflow tasks' : doers === 0 ? 'activities' : null;
  if (idle !== null)
    return fail(
      `a worker polls the task queue "${taskQueue}", but none takes ${idle}, so jobs wait`,
      'Look at the log of the worker: its build may be broken. Restart it with npx nx serve worker.',
    );
  if (isLeftAlone(workflows) || isLeftAlone(activities))
    return fail(
      `work has waited on the task queue "${taskQueue}" for ${Math.round(Math.max(workflows.oldest_seconds, activities.oldest_seconds))} s, and the workers that polled it are gone or stuck`,
      `${START}, or restart those that hang.`,
    );
  return ok(`${toCount(Math.min(takers, doers))} the task queue "${taskQueue}"`);
};

/** Whether workers take the tasks of the queue, of both kinds: a job needs both. */
export async function checkWorkers(desk: EngineDesk, taskQueue: string): Promise<Verdict> {
  try {
    const [workflows, activities] = await Promise.all([
      readPollers(desk, taskQueue, 'workflow_task'),
      readPollers(desk, taskQueue, 'activity'),
    ]);
    return judge(workflows, activities, taskQueue) ?? (await toNobody(desk, taskQueue));
  } catch (error) {
    return fail(`the engine does not tell who polls "${taskQueue}": ${toReason(error)}`, 'Try again.');
  }
}
