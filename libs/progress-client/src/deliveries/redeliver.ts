import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { TypedSearchAttributes, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import { NOTICE, SEARCH_ATTRIBUTE, WORKFLOW_TYPE, type Notice } from '@genvideo/models';
import { noticeMemoSchema } from '@genvideo/models/schemas';
import { callEngine } from '../call-engine';
import { ConflictError } from '../conflict-error';
import { NotFoundError } from '../not-found-error';
import { readStartedInput } from '../read-started-input';
import type { DescribedDelivery } from './describe-delivery';

/** What is noted on a notice that has not ended. */
const startMemoSchema = noticeMemoSchema.omit({ outcome: true });

/** As long as when it was sent for the first time. */
const EXECUTION_TIMEOUT = '25 hours';

const isUnderWay = ({ delivery: { id, attempts } }: DescribedDelivery): ConflictError =>
  new ConflictError(id, {
    message: `"${id}" is being delivered at this moment (attempt ${attempts}), and sending it once more might call its receiver twice. Ask again when that attempt has ended, within a minute.`,
  });

const hasEnded = (id: string): ConflictError =>
  new ConflictError(id, { message: `"${id}" has ended meanwhile. Look how in the delivery log.` });

/** Has one that waits for its next attempt get it now. */
async function hurry(client: Client, { delivery: { id, attempts } }: DescribedDelivery): Promise<void> {
  try {
    await callEngine(client, { workflowId: id }, () =>
      client.workflow.getHandle(id).signal(NOTICE.signal.deliverNow, attempts),
    );
  } catch (error) {
    throw error instanceof NotFoundError ? hasEnded(id) : error;
  }
}

/** Starts one that has ended anew, for another 24 hours. */
async function startAgain(client: Client, described: DescribedDelivery): Promise<void> {
  const { delivery, run_id: runId, task_queue: taskQueue, tags, memo } = described;
  const { id: workflowId, attempts } = delivery;
  const notice = (await readStartedInput(client, { workflowId, runId })) as Notice;
  const again = { ...startMemoSchema.parse(memo), earlier_attempts: attempts };
  try {
    await callEngine(client, { workflowId }, () =>
      client.workflow.start(WORKFLOW_TYPE.notification, {
        ...{ workflowId, taskQueue, args: [{ ...notice, earlier_attempts: attempts }] },
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
        workflowExecutionTimeout: EXECUTION_TIMEOUT,
        workflowTaskTimeout: '10s',
        memo: again,
        typedSearchAttributes: new TypedSearchAttributes([{ key: SEARCH_ATTRIBUTE.tag, value: [...tags] }]),
      }),
    );
  } catch (error) {
    // Somebody else was faster, and has sent it again.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/**
 * Sends a notice again, at once, under the id that it has: one that has ended for another 24 hours, one that waits for its
 * next attempt for what is left of its own.
 * @throws ConflictError when it is being attempted at this moment, EngineUnavailableError
 */
export async function redeliver(client: Client, described: DescribedDelivery): Promise<void> {
  if (described.attempting) throw isUnderWay(described);
  if (described.delivery.state === 'pending') await hurry(client, described);
  else await startAgain(client, described);
}
