import { setTimeout as delay } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { isAskedTooEarly, toLimiterId } from '@genvideo/models';
import { callEngine, toEngineError, toGrpcProblem } from './call-engine';
import { hasWorker } from './has-worker';
import { isUnanswered } from './is-unanswered';
import { NoAnswerError } from './no-answer-error';
import { NotFoundError } from './not-found-error';
import { toWorkflowStatus } from './to-workflow-status';
import { toUpdateRefusal } from './to-update-refusal';
import { isClosed } from './workflow-status';

/** Which limiter (default: that of the task queue itself), and how long it and the engine may take for each answer, in milliseconds. */
interface Whom {
  taskQueue: string;
  pool?: string;
  timeoutMs?: number;
}

/** How long a limiter may take to answer, in milliseconds, unless the caller says otherwise. */
const ANSWER_TIMEOUT_MS = 5_000;

/** The gRPC status code of a workflow that is busy: a limiter that continues as new at this moment. */
const BUSY = 8;

/** How long until a limiter that was busy is asked again, in milliseconds. */
const BUSY_PAUSE_MS = 100;

/** Whatever is asked of a limiter may be asked again. */
async function untilFree<Answer>(ask: () => Promise<Answer>, deadlineMs: number): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isBusy = toGrpcProblem(error)?.code === BUSY || isAskedTooEarly(error);
      if (!isBusy || Date.now() + BUSY_PAUSE_MS > deadlineMs) throw error;
    }
    await delay(BUSY_PAUSE_MS);
  }
}

const noLimiter = (taskQueue: string, options?: ErrorOptions): NotFoundError =>
  new NotFoundError(toLimiterId(taskQueue), {
    message: `No limiter runs for the task queue "${taskQueue}" yet: it starts with the first worker. Start one with "npx nx serve worker".`,
    ...options,
  });

/** A limiter that was ended by hand would still answer questions, with what was true then. */
async function requireLimiter(client: Client, { taskQueue, pool, timeoutMs }: Whom): Promise<void> {
  const workflowId = toLimiterId(pool ?? taskQueue);
  try {
    const { status } = await callEngine(client, { workflowId, timeoutMs }, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
    if (isClosed(toWorkflowStatus(status.name))) throw noLimiter(taskQueue);
  } catch (error) {
    throw error instanceof NotFoundError ? noLimiter(taskQueue, { cause: error }) : error;
  }
}

/**
 * Asks a pool's limiter something, or tells it to change. Nothing is asked while no worker could answer, so that no
 * change lies in wait for one.
 * @throws NotFoundError, NoAnswerError, InvalidRequestError, EngineUnavailableError
 */
export async function askLimiter<Answer>(
  client: Client,
  { taskQueue, pool = taskQueue, timeoutMs = ANSWER_TIMEOUT_MS }: Whom,
  ask: (limiter: WorkflowHandle) => Promise<Answer>,
): Promise<Answer> {
  const workflowId = toLimiterId(pool);
  const [polled] = await Promise.all([
    hasWorker(client, taskQueue, { timeoutMs }),
    requireLimiter(client, { taskQueue, pool, timeoutMs }),
  ]);
  if (!polled) throw new NoAnswerError(workflowId, { taskQueue, hasWorker: false });
  const limiter = client.workflow.getHandle(workflowId);
  try {
    const deadlineMs = Date.now() + timeoutMs;
    return await client.withDeadline(deadlineMs, () => untilFree(() => ask(limiter), deadlineMs));
  } catch (error) {
    const at = { taskQueue, hasWorker: true };
    if (isUnanswered(error)) throw new NoAnswerError(workflowId, at, { cause: error });
    throw toUpdateRefusal(error) ?? toEngineError(error, workflowId);
  }
}
