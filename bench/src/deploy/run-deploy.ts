import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from '@genvideo/temporal-server';
import type { RunningProcess } from '@genvideo/testing';
import { readMachine } from '../read-machine';
import { openStand } from '../stand/open-stand';
import type { Stand } from '../stand/stand';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import { withinTime } from '../within-time';
import type { DeployOptions } from './deploy-options';
import type { DeployResult } from './deploy-result';
import { keepBusy } from './keep-busy';
import { toPhase } from './to-phase';

export interface DeployContext {
  env: Environment;
  /** As a person would type it. */
  command: string;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

const TASK_QUEUE = 'deploy';
const IMAGE_SECONDS = 1;
const VIDEO_SECONDS = 2;

/** How many jobs wait for a permit at any moment. */
const WAITING = 5;

/** The deploy and the draining. */
const TIMEOUT_MS = 900_000;

type Found = Omit<DeployResult, 'command' | 'started_at' | 'machine' | 'workers' | 'limit'>;

/** As Kubernetes does with the manifests: a new one polls before an old one is asked to leave. */
async function replaceAll(
  workers: readonly RunningProcess[],
  start: () => Promise<RunningProcess>,
  onProgress: (line: string) => void,
): Promise<number[]> {
  const leavingSeconds: number[] = [];
  for (const old of workers) {
    await start();
    const askedAt = Date.now();
    old.kill('SIGTERM');
    await old.exited;
    leavingSeconds.push(Math.round((Date.now() - askedAt) / 100) / 10);
    onProgress(`replaced ${leavingSeconds.length} of ${workers.length} workers`);
  }
  return leavingSeconds;
}

async function countSubmissions({ mock }: Stand) {
  const ledger = [...(await mock.ledger('image')), ...(await mock.ledger('video'))];
  const { max_in_flight_all: max_in_flight } = await mock.stats('image');
  const distinct_submissions = new Set(ledger.map((line) => line.idempotency_key)).size;
  return { submissions: ledger.length, distinct_submissions, max_in_flight };
}

async function measure(stand: Stand, options: DeployOptions, context: DeployContext): Promise<Found> {
  const { limit, phaseSeconds } = options;
  const { signal, onProgress } = context;
  const environment = { METRICS_PORT: '0' };
  const start = async (): Promise<RunningProcess> =>
    stand.resources.add(await startGenvideoWorker(stand, { taskQueue: TASK_QUEUE, limit, environment }));
  const workers: RunningProcess[] = [];
  while (workers.length < options.workers) workers.push(await start());
  const load = keepBusy(stand, TASK_QUEUE, limit + WAITING);
  const rest = (seconds: number): Promise<void> => delay(seconds * 1_000, undefined, { signal });
  await rest(2 * (IMAGE_SECONDS + VIDEO_SECONDS));
  const marks = [Date.now()];
  onProgress(`${phaseSeconds} s before the deploy`);
  await rest(phaseSeconds);
  marks.push(Date.now());
  const leaving_seconds = await replaceAll(workers, start, onProgress);
  marks.push(Date.now());
  onProgress(`${phaseSeconds} s after the deploy`);
  await rest(phaseSeconds);
  marks.push(Date.now());
  const jobs = await load.drain();
  const phases = (['before', 'during', 'after'] as const).map((name, at) =>
    toPhase(name, { from: marks[at] ?? 0, until: marks[at + 1] ?? 0 }, load.ends),
  );
  return { phases, jobs, completed: load.ends.length, leaving_seconds, ...(await countSubmissions(stand)) };
}

/** Replaces all workers, one after the other, while jobs keep coming. */
export async function runDeploy(options: DeployOptions, context: DeployContext): Promise<DeployResult> {
  const { env, command, signal, onProgress } = context;
  const startedAt = new Date();
  const machine = await readMachine();
  onProgress('starting engine, mock and workers');
  const times = { imageSeconds: IMAGE_SECONDS, videoSeconds: VIDEO_SECONDS };
  const stand = await openStand({ env, ...times, onProgress });
  try {
    const timeoutMs = 2 * options.phaseSeconds * 1_000 + TIMEOUT_MS;
    const found = await withinTime(
      { what: 'The benchmark of deploys', timeoutMs, signal },
      measure(stand, options, context),
    );
    return {
      command,
      started_at: startedAt.toISOString(),
      machine: { ...machine, temporal_server: stand.serverVersion },
      workers: options.workers,
      limit: options.limit,
      ...found,
    };
  } finally {
    await stand.close();
  }
}
