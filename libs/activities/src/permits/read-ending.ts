import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTE } from '@genvideo/models';
import { readUserTag } from './read-user-tag';

type EndingName = 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'TERMINATED' | 'TIMED_OUT' | 'GONE';

/** How a run of a job ended, and when, in milliseconds of the Unix epoch. */
export interface Ending {
  name: EndingName;
  runId: string;
  at: number;
  /** Whose job it was, as far as the engine knows. */
  userId: string | null;
}

/** What the engine says of a job: null while it runs. */
export async function readEnding(client: Client, workflowId: string): Promise<Ending | null> {
  try {
    const handle = client.workflow.getHandle(workflowId);
    const { status, closeTime, runId, searchAttributes } = await handle.describe();
    if (status.name === 'RUNNING' || status.name === 'PAUSED' || status.name === 'CONTINUED_AS_NEW')
      return null;
    if (status.name === 'UNSPECIFIED' || status.name === 'UNKNOWN') return null;
    const userId = readUserTag(searchAttributes[SEARCH_ATTRIBUTE.tag.name]);
    return { name: status.name, runId, at: closeTime?.getTime() ?? 0, userId };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { name: 'GONE', runId: '', at: 0, userId: null };
    throw error;
  }
}
