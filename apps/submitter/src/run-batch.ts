import type { Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { createClient, EXIT_STATUS, type ExitStatus } from '@genvideo/runtime';
import { createBatchSession, type BatchSession, type JobLimits } from './batch-session';
import type { BatchView } from './batch-view';
import { describeJobCount } from './describe-batch';
import { followJobs } from './follow-jobs';
import type { SubmissionPlan } from './plan-submissions';
import { submitJobs } from './submit-jobs';

export interface RunBatchOptions {
  plan: SubmissionPlan;
  view: BatchView;
  /** Aborts when the user stops; the jobs go on. */
  signal: AbortSignal;
  connect: () => Promise<Connection>;
  namespace: string;
  /** How payloads are read and written. */
  dataConverter: DataConverter | undefined;
  limits: JobLimits;
  /** Submits only. */
  detach: boolean;
  /** The command that follows this batch again. */
  followCommand: string;
  /** How to go on when the bad lines are put right, null when there are none. */
  mending: string | null;
  /** Told how it all ended, after the view is closed. */
  summarise: (session: BatchSession) => void;
}

const describeExisting = ({ jobs }: BatchSession): string | null => {
  const existing = jobs.filter(({ created }) => created === false).length;
  if (existing === 0) return null;
  return `${existing} of ${describeJobCount(jobs.length)} ${existing === 1 ? 'was' : 'were'} already there.`;
};

const toExitStatus = (plan: SubmissionPlan, { jobs }: BatchSession, detach: boolean): ExitStatus => {
  const bad = jobs.some(({ end }) => (end === null ? !detach : end.status !== 'completed'));
  return bad || plan.badLines.length > 0 ? EXIT_STATUS.failed : EXIT_STATUS.ok;
};

const work = async (session: BatchSession, detach: boolean): Promise<void> => {
  await submitJobs(session);
  session.signal.throwIfAborted();
  const existing = describeExisting(session);
  if (existing !== null) session.view.notice(existing);
  if (!detach) await followJobs(session);
};

/** Settles as `promise` does, or as soon as the signal aborts: an engine that does not answer keeps nobody waiting. */
const untilStopped = (promise: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    promise.then(resolve, (error: unknown) => (signal.aborted ? resolve() : reject(error as Error)));
  });

const describeStop = ({ jobs }: BatchSession, followCommand: string): string => {
  const open = jobs.filter(({ created, end }) => created !== null && end === null).length;
  const unsent = jobs.filter(({ created }) => created === null).length;
  const rest = unsent === 0 ? '' : ` ${describeJobCount(unsent)} had not been submitted yet.`;
  return `Stopped following; ${describeJobCount(open)} ${open === 1 ? 'goes' : 'go'} on without this.${rest}\nTo go on from here: ${followCommand}`;
};

const connectUnlessStopped = async ({ connect, signal }: RunBatchOptions): Promise<Connection | null> => {
  try {
    return await connect();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
};

/**
 * Submits a batch and follows it to its end. Stopping leaves the jobs running.
 * @returns 0 when every job completed and every line was one
 */
export async function runBatch(options: RunBatchOptions): Promise<ExitStatus> {
  const { plan, view, signal, detach, followCommand } = options;
  plan.badLines.forEach((bad) => view.badLine(bad));
  const connection = await connectUnlessStopped(options);
  if (connection === null) {
    view.close('Stopped before anything was submitted.');
    return EXIT_STATUS.failed;
  }
  try {
    const client = createClient(connection, options);
    const session = createBatchSession({ client, plan, view, signal, limits: options.limits });
    view.notice(`Batch ${plan.batchId}: ${describeJobCount(plan.jobs.length)}.`);
    if (options.mending !== null) view.notice(options.mending);
    await untilStopped(work(session, detach), signal);
    if (signal.aborted) view.close(describeStop(session, followCommand));
    else view.close(detach ? `Submitted. To follow: ${followCommand}` : null);
    if (!signal.aborted && !detach) options.summarise(session);
    return toExitStatus(plan, session, detach);
  } finally {
    await connection.close();
  }
}
