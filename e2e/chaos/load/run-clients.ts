import { setTimeout as delay } from 'node:timers/promises';
import { ClientError, ProgressQueryClient } from '@genvideo/progress-client';
import { askAny } from './ask-any';
import type { JobLog, Journal, WatcherLog } from './journal';
import { watchStream } from './watch-stream';

export interface LoadOptions {
  /** Where the APIs are. */
  bases: readonly string[];
  /** How many jobs are to be under way. */
  jobs: number;
  /** Begins every id, and is this run's alone. */
  prefix: string;
  journal: Journal;
  /** No more jobs from then on; those under way are followed to their ends. */
  over: AbortSignal;
  /** Nothing at all from then on. */
  giveUp: AbortSignal;
  onRefusal: (text: string) => void;
}

/** One job in so many makes a picture alone. */
const PICTURE_EVERY = 4;
/** One job in so many is followed by the client library besides. */
const LIBRARY_EVERY = 3;
const ACCEPTED = 202;
const PAUSE_MS = 500;

const openLog = (job: JobLog, watcher: string): WatcherLog => {
  const log: WatcherLog = { watcher, sights: [] };
  job.watchers.push(log);
  return log;
};

/** Sends the job, to one API or the other, under its own id, until one of them has taken it. */
async function submit(job: JobLog, number: number, options: LoadOptions): Promise<boolean> {
  const { workflow_id: request_id, job_type } = job;
  const body = JSON.stringify({
    ...{ prompt: `chaos ${number}`, user_id: `user-${number % 5}`, request_id, job_type },
    ...{ width: 64, height: 64, priority: 1 + (number % 5) },
    ...(job_type === 'video' ? { duration: 1 } : {}),
  });
  const asked = { path: '/jobs', method: 'POST', body };
  const answer = await askAny(options.bases, asked, { first: number, signal: options.giveUp });
  if (answer?.status === ACCEPTED) job.accepted_at_ms = Date.now();
  else if (answer) options.onRefusal(`${request_id}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer?.status === ACCEPTED;
}

const isPassing = (error: unknown): boolean =>
  error instanceof ClientError && ['ServiceUnavailable', 'TimedOut', 'RateLimited'].includes(error.type);

/** The library goes on by itself once it has heard something; a watch that could not even begin is begun again. */
async function watchByLibrary(
  { workflow_id }: JobLog,
  log: WatcherLog,
  { client, signal }: { client: ProgressQueryClient; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const { progress } of client.watchProgress(workflow_id, { signal })) {
        log.sights.push({ at_ms: Date.now(), percent: progress.percent, status: progress.status });
      }
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function followJob(job: JobLog, number: number, options: LoadOptions & Clients): Promise<void> {
  const { bases, giveUp: signal, clients, onRefusal } = options;
  const client = clients[number % clients.length];
  const watches = [watchStream(job.workflow_id, openLog(job, 'stream'), { bases, first: number, signal })];
  if (client && number % LIBRARY_EVERY === 0)
    watches.push(watchByLibrary(job, openLog(job, 'progress-client'), { client, signal }));
  await Promise.all(
    watches.map((watch) =>
      watch.catch((error: unknown) => onRefusal(`${job.workflow_id}, watched: ${String(error)}`)),
    ),
  );
  if (!signal.aborted) job.ended_at_ms = Date.now();
}

interface Clients {
  clients: readonly ProgressQueryClient[];
}

/**
 * Keeps so many jobs under way, each submitted over one of the APIs under an id of the client's own, and followed to its
 * end. Resolves when no more are to come and all that were taken have ended.
 */
export async function runClients(options: LoadOptions): Promise<void> {
  const { bases, jobs, prefix, journal, over, giveUp } = options;
  const clients = bases.map(
    (apiBaseUrl) => new ProgressQueryClient({ apiBaseUrl, patienceMs: Infinity, idleTimeoutMs: 20_000 }),
  );
  let count = 0;
  const runOne = async (): Promise<void> => {
    while (!over.aborted && !giveUp.aborted) {
      const number = (count += 1);
      const job_type = number % PICTURE_EVERY === 0 ? 'image' : 'video';
      const job = journal.open({ workflow_id: `${prefix}-${number}`, job_type });
      if (await submit(job, number, options)) await followJob(job, number, { ...options, clients });
      else await delay(1_000, undefined, { signal: giveUp }).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: jobs }, runOne));
  await Promise.all(clients.map((client) => client.close()));
}
