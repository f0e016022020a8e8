import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { TypedSearchAttributes, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import { SEARCH_ATTRIBUTE, WORKFLOW_TYPE, type Notice } from '@genvideo/models';
import { noticeMemoSchema } from '@genvideo/models/schemas';
import { callEngine } from '../call-engine';
import { readStartedInput } from '../read-started-input';
import type { DescribedDelivery } from './describe-delivery';

/** What is noted on a notice that has not ended. */
const startMemoSchema = noticeMemoSchema.omit({ outcome: true });

/** As long as when it was sent for the first time. */
const EXECUTION_TIMEOUT = '25 hours';

/**
 * Sends a notice again, at once, under the id that it has, and for another 24 hours. One that waits for its next
 * attempt gets it now; one that is being attempted at this moment is left to it.
 * @throws EngineUnavailableError
 */
export async function redeliver(client: Client, described: DescribedDelivery): Promise<void> {
  const { delivery, run_id: runId, task_queue: taskQueue, tags, memo, attempting } = described;
  const { id: workflowId, attempts } = delivery;
  if (attempting) return;
  const notice = (await readStartedInput(client, { workflowId, runId })) as Notice;
  const again = { ...startMemoSchema.parse(memo), earlier_attempts: attempts };
  try {
    await callEngine(client, { workflowId }, () =>
      client.workflow.start(WORKFLOW_TYPE.notification, {
        ...{ workflowId, taskQueue, args: [{ ...notice, earlier_attempts: attempts }] },
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        workflowIdConflictPolicy:
          delivery.state === 'pending'
            ? WorkflowIdConflictPolicy.TERMINATE_EXISTING
            : WorkflowIdConflictPolicy.FAIL,
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
