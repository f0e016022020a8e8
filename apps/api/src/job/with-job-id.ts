import { toClientProblem } from '../explain-client-error';
import { ProblemError, type ProblemKind } from '../problem';
import { toJobLinks } from './job-links';

/** What leaves open whether a job was started. */
const OPEN_ENDS: readonly ProblemKind[] = ['ServiceUnavailable', 'TimedOut'];

/**
 * Waits for a job to be started. Where that ends without an answer of the engine, the problem names the id: whoever
 * sends the job again under another one may pay for it twice.
 * @throws ProblemError for what the progress client throws, with `workflowId` where the job may be there all the same
 */
export async function withJobId<Outcome>(workflowId: string, starting: Promise<Outcome>): Promise<Outcome> {
  try {
    return await starting;
  } catch (error) {
    const problem = toClientProblem(error);
    if (!(problem instanceof ProblemError) || !OPEN_ENDS.includes(problem.kind)) throw problem;
    const { kind, message, retryAfterSeconds } = problem;
    throw new ProblemError(
      kind,
      `${message} The job may be there: ask for ${toJobLinks(workflowId).status_url}, or send it again with request_id "${workflowId}", which never starts a second one.`,
      { workflowId, cause: error, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) },
    );
  }
}
