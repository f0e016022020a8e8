import { setTimeout as delay } from 'node:timers/promises';
import { lacksWorker, type JobDescription } from '@genvideo/progress-client/direct';
import { tallySession, type BatchSession } from './batch-session';
import { chooseJobs } from './choose-jobs';
import type { FollowedJob } from './followed-job';
import { lookAtJob } from './look-at-job';
import { mapConcurrently } from './map-concurrently';

/** The time between two looks, in milliseconds. */
const INTERVAL_MS = 1_000;
/** Jobs looked at in one round: the engine describes hundreds a second, and others want to be served too. */
const LOOKS_PER_ROUND = 50;
const LOOKS_IN_FLIGHT = 8;
/** How long a job may wait to be taken before it is asked whether anybody is there to take it. */
const WORKER_GRACE_MS = 3_000;

const NO_WORKER = 'The jobs are waiting for a worker: start one with `npx nx serve worker`';

const toFace = ({ progress, end }: FollowedJob): string =>
  JSON.stringify([progress?.step, progress?.status, progress?.percent, end?.status]);

const isUntaken = ({ untaken }: JobDescription): boolean =>
  untaken !== null && Date.now() - untaken.since.getTime() > WORKER_GRACE_MS;

const createWorkerWarning = ({ client, view, outlast }: BatchSession) => {
  let said = false;
  return async (untaken: JobDescription | undefined): Promise<void> => {
    if (said || untaken === undefined) return;
    if (!(await outlast(() => lacksWorker(client, untaken)))) return;
    said = true;
    view.notice(NO_WORKER);
  };
};

const lookAround = async (session: BatchSession): Promise<JobDescription[]> => {
  const { client, jobs, signal, outlast, view } = session;
  const untaken: JobDescription[] = [];
  const chosen = chooseJobs(jobs, LOOKS_PER_ROUND);
  await mapConcurrently(chosen, { limit: LOOKS_IN_FLIGHT, signal }, async (job) => {
    const before = toFace(job);
    const described = await outlast(() => lookAtJob(client, job));
    if (described !== null && isUntaken(described)) untaken.push(described);
    if (toFace(job) !== before) view.jobChanged(job, () => tallySession(session));
  });
  return untaken;
};

/** Follows the jobs to their ends. The engine is asked a bounded number of times per second, whatever their number. */
export async function followJobs(session: BatchSession): Promise<void> {
  const { jobs, view, signal } = session;
  const warnOfNoWorker = createWorkerWarning(session);
  while (jobs.some(({ end }) => end === null)) {
    signal.throwIfAborted();
    const [untaken] = await lookAround(session);
    session.start ??= { atMs: Date.now(), percent: tallySession(session).percent };
    view.tick(jobs, tallySession(session));
    await warnOfNoWorker(untaken);
    if (jobs.every(({ end }) => end !== null)) return;
    await delay(INTERVAL_MS, undefined, { signal });
  }
}
