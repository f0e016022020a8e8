import { eventually } from '@genvideo/testing';
import type { Environment } from '@genvideo/temporal-server';
import { readMachine } from '../read-machine';
import { openStand } from '../stand/open-stand';
import type { Stand } from '../stand/stand';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import { withinTime } from '../within-time';
import { measureCrowd } from './measure-crowd';
import { measureLag } from './measure-lag';
import { measureMultiplexed } from './measure-multiplexed';
import { measureRest } from './measure-rest';
import { startApi } from './start-api';
import { submitJobs } from './submit-jobs';
import type { WatchingOptions } from './watching-options';
import type { CrowdResult, MultiplexedResult, WatchingResult } from './watching-result';

export interface WatchingContext {
  env: Environment;
  /** As a person would type it. */
  command: string;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

const TASK_QUEUE = 'watching';
const CALLBACK_SECRET = 'the-secret-of-the-bench';

/** How long the jobs take whose percents are timed, by plan. */
const SECONDS = { image: 5, video: 20 };

/** How much longer videos take while many watch: they outlast the measurements. */
const CROWD_SLOWNESS = 7;

/** The whole run, engine and all. */
const TIMEOUT_MS = 300_000;

type Findings = Pick<WatchingResult, 'lag' | 'crowds' | 'multiplexed' | 'rest'>;

/** Starts jobs that run for minutes, and waits until all of them are at the provider. */
async function startLongJobs({ client, mock }: Stand, count: number): Promise<string[]> {
  await mock.setFaults({ image: { slow_progress: 0.02 }, video: { slow_progress: CROWD_SLOWNESS } });
  const ids = await submitJobs({ client, taskQueue: TASK_QUEUE }, { prefix: 'crowd', count });
  await eventually(async () => (await mock.stats('video')).in_flight >= count, {
    what: `${count} videos to be made`,
    timeoutMs: 60_000,
  });
  return ids;
}

/** One stream of many jobs, then many such streams. */
async function measureStreams(
  target: { url: string; mock: Stand['mock']; ids: readonly string[] },
  { streams, seconds }: WatchingOptions,
  { onProgress }: WatchingContext,
): Promise<MultiplexedResult[]> {
  const results: MultiplexedResult[] = [];
  if (target.ids.length === 0) return results;
  const videoSeconds = SECONDS.video * CROWD_SLOWNESS;
  for (const count of [1, streams]) {
    onProgress(`multiplexed: ${count} streams of ${target.ids.length} jobs`);
    results.push(await measureMultiplexed({ ...target, videoSeconds, streams: count, seconds }));
  }
  return results;
}

async function measure(stand: Stand, options: WatchingOptions, context: WatchingContext): Promise<Findings> {
  const { signal, onProgress } = context;
  const { address, client, mock, folder, resources } = stand;
  const { url, process: api } = await startApi({
    address,
    folder,
    taskQueue: TASK_QUEUE,
    callbackSecret: CALLBACK_SECRET,
  });
  resources.add(api);
  const callbacks = { baseUrl: url, secret: CALLBACK_SECRET };
  const live = Math.max(options.jobs, options.multiplexed);
  const limit = Math.max(live, options.lagJobs);
  resources.add(await startGenvideoWorker(stand, { taskQueue: TASK_QUEUE, limit, callbacks }));

  onProgress(`lag: ${options.lagJobs} jobs of ${SECONDS.image} s + ${SECONDS.video} s`);
  const timed = await submitJobs(
    { client, taskQueue: TASK_QUEUE },
    { prefix: 'timed', count: options.lagJobs },
  );
  const lag = await measureLag({ url, mock, ids: timed, seconds: SECONDS, signal });

  onProgress(`crowd: starting ${live} jobs`);
  const all = await startLongJobs(stand, live);
  const multiplexed = await measureStreams(
    { url, mock, ids: all.slice(0, options.multiplexed) },
    options,
    context,
  );
  const ids = all.slice(0, options.jobs);
  const crowds: CrowdResult[] = [];
  for (const watchers of [options.fewWatchers, options.watchers]) {
    onProgress(`crowd: ${watchers} watchers`);
    crowds.push(await measureCrowd({ url, ids, watchers, seconds: options.seconds }));
  }

  onProgress('rest: wrk');
  const rest = options.wrkSeconds > 0 ? await measureRest(url, ids[0] ?? '', options.wrkSeconds) : null;
  return { lag, crowds, multiplexed, rest };
}

/** Measures everything that the options ask for, on an engine of its own. */
export async function runWatching(
  options: WatchingOptions,
  context: WatchingContext,
): Promise<WatchingResult> {
  const { env, command, signal, onProgress } = context;
  const startedAt = new Date();
  const machine = await readMachine();
  onProgress('starting engine, mock, API and worker');
  const stand = await openStand({
    env,
    imageSeconds: SECONDS.image,
    videoSeconds: SECONDS.video,
    onProgress,
  });
  try {
    const found = await withinTime(
      { what: 'The benchmark of watching', timeoutMs: TIMEOUT_MS, signal },
      measure(stand, options, context),
    );
    return {
      command,
      started_at: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 1_000),
      machine: { ...machine, temporal_server: stand.serverVersion },
      ...found,
    };
  } finally {
    await stand.close();
  }
}
