import { ConflictError, startJob } from '@genvideo/progress-client/direct';
import { tallySession, type BatchSession } from './batch-session';
import type { FollowedJob } from './followed-job';
import { mapConcurrently } from './map-concurrently';
import { waitForPlace } from './wait-for-place';

/** Submissions on their way at once: enough to hide the round trip, too few to hurt a small engine. */
const SUBMISSIONS_IN_FLIGHT = 8;

async function submitJob(session: BatchSession, job: FollowedJob): Promise<void> {
  try {
    const start = () => startJob({ client: session.client, ...session.limits }, job.planned.job);
    const notice = (text: string): void => session.view.notice(text);
    const { created } = await waitForPlace(() => session.outlast(start), { notice, signal: session.signal });
    job.created = created;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    job.created = false;
    const reason = `line ${job.planned.line}: ${error.message}`;
    job.end = { status: 'refused', result: null, reason };
  }
  session.view.jobChanged(job, () => tallySession(session));
}

/**
 * Submits the jobs, a bounded number at a time. Jobs that are there already are left as they are; an id that is used
 * for other input is refused, and the others go on.
 */
export async function submitJobs(session: BatchSession): Promise<void> {
  const { jobs, signal } = session;
  await mapConcurrently(jobs, { limit: SUBMISSIONS_IN_FLIGHT, signal }, (job) => submitJob(session, job));
}
