import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { TypedSearchAttributes, WorkflowIdReusePolicy } from '@temporalio/common';
import {
  SEARCH_ATTRIBUTE,
  toLateResultId,
  toLateResultTags,
  WORKFLOW_TYPE,
  type EndedRun,
} from '@genvideo/models';
import type { LateResultRequest } from './left-under-way';

/** More than its activity may take. */
const EXECUTION_TIMEOUT = '8 hours';

/** Has somebody wait for what a run of a job left under way. Doing it again changes nothing. */
export async function startLateResult(
  request: LateResultRequest,
  { client, taskQueue }: { client: Client; taskQueue: string },
): Promise<void> {
  try {
    await client.workflow.start(WORKFLOW_TYPE.lateResult, {
      workflowId: toLateResultId(request),
      taskQueue,
      args: [request],
      workflowExecutionTimeout: EXECUTION_TIMEOUT,
      workflowTaskTimeout: '10s',
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: SEARCH_ATTRIBUTE.tag, value: toLateResultTags(request) },
      ]),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Whether somebody waits for what a run of a job left; null when nobody ever did. */
export async function readLateWatch(client: Client, run: EndedRun): Promise<'running' | 'ended' | null> {
  try {
    const { status } = await client.workflow.getHandle(toLateResultId(run)).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED' ? 'running' : 'ended';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
