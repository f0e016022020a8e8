import { ServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { SIGNAL, type ProviderCallback } from '@genvideo/models';
import { ProblemError } from '../problem';

const ENGINE_TIMEOUT_MS = 2_000;
const RETRY_AFTER_SECONDS = 5;

const toProblem = (error: unknown): unknown => {
  if (!(error instanceof ServiceError)) return error;
  return new ProblemError(
    'ServiceUnavailable',
    'The engine is out of reach, so the callback was not taken. Send it again later; the job also finds its result by itself.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error },
  );
};

/**
 * Tells a job what its provider reported.
 * @returns `closed` when the job has ended, so that there is nobody left to tell
 * @throws ProblemError 404 for a workflow the engine does not know, 503 when the engine does not answer in time
 */
export async function signalCallback(
  client: Client,
  workflowId: string,
  callback: ProviderCallback,
): Promise<'accepted' | 'closed'> {
  const handle = client.workflow.getHandle(workflowId);
  const within = <Result>(ask: () => Promise<Result>): Promise<Result> =>
    client.withDeadline(Date.now() + ENGINE_TIMEOUT_MS, ask);
  try {
    await within(() => handle.signal(SIGNAL.videoDone, callback));
    return 'accepted';
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw toProblem(error);
  }
  // The engine says "not found" of a workflow that has ended, too.
  try {
    await within(() => handle.describe());
    return 'closed';
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw toProblem(error);
    throw new ProblemError('NotFound', `The engine knows no workflow "${workflowId}".`, { cause: error });
  }
}
