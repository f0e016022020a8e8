import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { JobInput } from '@genvideo/models';
import { mapConcurrently } from '../map-concurrently';
import { collectJob } from './collect-job';
import { toHighest, toSteps } from './concurrency-over-time';
import { countJobs } from './count-open-jobs';
import type { LimiterDesk } from './limiter-desk';
import { measureBatch, type CollectedJob } from './measure-batch';
import type { Faults, MockAdmin, MockStats, MockTask } from './mock-admin';
import { toTaskIntervals, type ProviderAccount } from './provider-count';
import { sampleLoad, type TimedSample } from './sample-load';
import { createStudyJobs } from './study-jobs';
import type { BatchReport, StudySettings } from './study-report';
import type { StudyView } from './study-view';
import type { SubmitJob } from './submit-through-api';

/** The mocks, and what they are set to. */
export interface SetMocks {
  admin: MockAdmin;
  faults: Faults;
}

/** What the batches of a study share. */
export interface StudySession {
  client: Client;
  limiter: LimiterDesk;
  /** Null with real providers. */
  mocks: SetMocks | null;
  submit: SubmitJob;
  settings: StudySettings;
  view: StudyView;
  signal: AbortSignal;
  /** Unique to this study; the ids of its jobs begin with it. */
  id: string;
  /** Jobs that may still run, for whoever has to clean up. */
  open: Set<string>;
}

const CALLS_IN_FLIGHT = 8;
/** The time between two looks at the pool, in milliseconds. */
const SAMPLE_MS = 250;
/** How often the jobs that ended are counted, in looks. */
const LOOKS_PER_COUNT = 2;
/** How long the engine's index may miss jobs that have been submitted, in milliseconds. */
const INDEX_LAG_MS = 30_000;
/** How long permits may take to come back, in milliseconds. */
const PERMITS_BACK_MS = 60_000;

const submitAll = async (
  { submit, signal, open }: StudySession,
  jobs: readonly JobInput[],
): Promise<void> => {
  jobs.forEach(({ request_id: id }) => open.add(id ?? ''));
  await mapConcurrently(jobs, { limit: CALLS_IN_FLIGHT, signal }, submit);
  signal.throwIfAborted();
};

interface Following {
  session: StudySession;
  prefix: string;
  size: number;
  samples: TimedSample[];
  startedMs: number;
}

/** Looks at the pool until the engine's index has every job as ended. */
const followToEnd = async ({ session, prefix, size, samples, startedMs }: Following): Promise<void> => {
  const { client, limiter, mocks, view, signal, settings } = session;
  let submittedMs = Infinity;
  let count = { known: 0, open: 0 };
  for (let look = 0; count.open > 0 || count.known < size; look += 1) {
    if (Date.now() - submittedMs > INDEX_LAG_MS && count.open === 0) return;
    await delay(look === 0 ? 0 : SAMPLE_MS, undefined, { signal });
    const sample = await sampleLoad(limiter, mocks?.admin ?? null);
    samples.push(sample);
    if (look % LOOKS_PER_COUNT === 0) count = await countJobs(client, prefix).catch(() => count);
    // Submitting goes on beside the first looks.
    if (count.known > 0) submittedMs = Math.min(submittedMs, Date.now());
    const seconds = (Date.now() - startedMs) / 1_000;
    view.progress({ size, limit: settings.limit, ended: count.known - count.open, seconds, sample });
  }
};

/** Submits beside the first looks; when either goes wrong, the other stops too. */
const submitAndFollow = async (
  session: StudySession,
  jobs: readonly JobInput[],
  batch: Omit<Following, 'session'>,
): Promise<void> => {
  const failure = new AbortController();
  const bound = { ...session, signal: AbortSignal.any([session.signal, failure.signal]) };
  const orStop = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      failure.abort(error);
    }
  };
  await Promise.all([orStop(submitAll(bound, jobs)), orStop(followToEnd({ ...batch, session: bound }))]);
  failure.signal.throwIfAborted();
};

/** @returns when nothing was held any more, in milliseconds since 1970; null when that was not seen in a minute */
const awaitPermits = async ({ limiter, signal }: StudySession): Promise<number | null> => {
  for (const deadline = Date.now() + PERMITS_BACK_MS; Date.now() < deadline;) {
    const snapshot = await limiter.snapshot().catch(() => null);
    if (snapshot?.held === 0) return Date.now();
    await delay(SAMPLE_MS, undefined, { signal });
  }
  return null;
};

const collectAll = async (
  { client, signal, open }: StudySession,
  jobs: readonly JobInput[],
): Promise<CollectedJob[]> => {
  const collected = new Map<string, CollectedJob>();
  const ids = jobs.map(({ request_id: id }) => id ?? '');
  await mapConcurrently(ids, { limit: CALLS_IN_FLIGHT, signal }, async (id) => {
    const job = await collectJob(client, id);
    collected.set(id, job);
    if (job.result !== null) open.delete(id);
  });
  signal.throwIfAborted();
  return ids.map((id) => collected.get(id) ?? { workflow_id: id, trace: null, result: null });
};

/** Each program counts its own services together; over several programs, the ledgers have to be laid side by side. */
const toMost = (tasks: readonly MockTask[], stats: readonly MockStats[]): number =>
  stats.length > 2
    ? toHighest(toSteps(toTaskIntervals(tasks, Date.now())))
    : Math.max(...stats.map((each) => each.max_in_flight_all));

const readProvider = async (mocks: SetMocks | null): Promise<ProviderAccount | null> => {
  if (mocks === null) return null;
  const [tasks, stats] = await Promise.all([mocks.admin.ledger(), mocks.admin.stats()]);
  const sum = (pick: (each: (typeof stats)[number]) => number): number =>
    stats.reduce((total, each) => total + pick(each), 0);
  return {
    tasks,
    count: {
      submissions: sum((each) => each.submissions),
      distinct_keys: sum((each) => each.distinct_keys),
      max_in_flight: toMost(tasks, stats),
    },
  };
};

/** Submits one batch, follows it to its end and measures it. */
export async function runStudyBatch(
  session: StudySession,
  size: number,
  number: number,
): Promise<BatchReport> {
  const { settings, mocks, id } = session;
  if (mocks !== null) await mocks.admin.reset(mocks.faults, settings.seed);
  const prefix = `${id}-b${number}-`;
  const jobs = createStudyJobs({ prefix, size, job: settings.job });
  const samples: TimedSample[] = [];
  await submitAndFollow(session, jobs, { prefix, size, samples, startedMs: Date.now() });
  const permitsBackMs = await awaitPermits(session);
  const collected = await collectAll(session, jobs);
  const measured = measureBatch({
    limit: settings.limit,
    asked: { image: settings.image_seconds, video: settings.video_seconds },
    jobs: collected,
    provider: await readProvider(mocks),
    samples,
    permitsBackMs,
  });
  session.view.batchEnded(measured);
  return measured;
}
