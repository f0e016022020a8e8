import type { Client } from '@temporalio/client';
import { WORKFLOW_TYPE } from '@genvideo/models';
import type { z } from 'zod';
import { toEngineError } from './call-engine';
import { ConflictError } from './conflict-error';
import { describeJob } from './describe-job';
import { hasWorker } from './has-worker';
import { isUnanswered } from './is-unanswered';
import { NoAnswerError } from './no-answer-error';
import { NotFoundError } from './not-found-error';
import { toUpdateRefusal } from './to-update-refusal';
import { isClosed } from './workflow-status';

/** What a batch is told, and what a good answer to it looks like. */
export interface BatchOrder<Answer> {
  update: string;
  argument?: unknown;
  schema: z.ZodType<Answer>;
}

/** How long a batch may take to answer, in milliseconds: what changes it waits for its worker to put down what it does. */
const ANSWER_TIMEOUT_MS = 15_000;

async function requireRunning(client: Client, batchId: string): Promise<string> {
  const { workflow_type: type, workflow_status: status, task_queue } = await describeJob(client, batchId);
  if (type !== WORKFLOW_TYPE.batch)
    throw new NotFoundError(batchId, { message: `"${batchId}" is a workflow of type ${type}, no batch.` });
  if (isClosed(status))
    throw new ConflictError(batchId, {
      message: `The batch "${batchId}" has already ended (${status}): there is nothing to change.`,
    });
  return task_queue;
}

/**
 * Changes a batch that runs. Nothing is asked while no worker could answer, so that no change lies in wait for one.
 * @throws NotFoundError, ConflictError when it has ended, InvalidRequestError, NoAnswerError, EngineUnavailableError
 */
export async function steerBatch<Answer>(
  client: Client,
  batchId: string,
  { update, argument, schema }: BatchOrder<Answer>,
): Promise<Answer> {
  const taskQueue = await requireRunning(client, batchId);
  if (!(await hasWorker(client, taskQueue)))
    throw new NoAnswerError(batchId, { taskQueue, hasWorker: false });
  try {
    const answer = await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      client.workflow.getHandle(batchId).executeUpdate<unknown, [unknown]>(update, { args: [argument] }),
    );
    return schema.parse(answer);
  } catch (error) {
    if (isUnanswered(error))
      throw new NoAnswerError(batchId, { taskQueue, hasWorker: true }, { cause: error });
    throw toUpdateRefusal(error) ?? toEngineError(error, batchId);
  }
}
