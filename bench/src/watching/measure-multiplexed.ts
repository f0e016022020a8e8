import { setTimeout as delay } from 'node:timers/promises';
import { ProgressQueryClient } from '@genvideo/progress-client';
import type { MockServices } from '@genvideo/testing';
import { toPercentiles } from './percentiles';
import { readMetrics } from './read-metrics';
import { toPercentLags, type ProviderTask, type Sighting } from './to-lags';
import type { MultiplexedResult } from './watching-result';

/** How long what is on its way at the end is waited for, in milliseconds. */
const STRAGGLERS_MS = 5_000;

/** How long the streams may take to tell of every job once, in milliseconds. */
const SETTLE_MS = 5_000;

const BYTES_PER_KIB = 1_024;

export interface MultiplexedOptions {
  url: string;
  mock: MockServices;
  /** Jobs whose videos are being made. */
  ids: readonly string[];
  /** How long the mock takes for a video. */
  videoSeconds: number;
  streams: number;
  seconds: number;
}

/** Notes what the client is told of each job until the signal aborts. */
async function note(
  { url, ids }: MultiplexedOptions,
  seen: Map<string, Sighting[]>,
  signal: AbortSignal,
): Promise<void> {
  const client = new ProgressQueryClient({ apiBaseUrl: url });
  for await (const event of client.watchMany(ids, { signal })) {
    if (event.error !== null) throw new Error(event.error.message);
    const { percent, step } = event.progress;
    const sightings = seen.get(event.workflow_id) ?? [];
    sightings.push({ atMs: Date.now(), percent, step });
    seen.set(event.workflow_id, sightings);
  }
  await client.close();
}

/** Reads a stream as fast as it comes, and makes nothing of it. */
async function drain({ url, ids }: MultiplexedOptions, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${url}/events?ids=${ids.join(',')}`, { signal });
  if (!response.ok || response.body === null) throw new Error(`GET /events answered ${response.status}`);
  for await (const chunk of response.body) void chunk;
}

const whenAborted = (signal: AbortSignal, error: unknown): void => {
  if (!signal.aborted) throw error;
};

async function readTasks({ mock, videoSeconds }: MultiplexedOptions): Promise<Map<string, ProviderTask>> {
  const lines = await mock.ledger('video');
  const toTask = ({ created_at, ended_at }: (typeof lines)[number]): ProviderTask => ({
    stage: 'video',
    createdAtMs: Date.parse(created_at),
    endedAtMs: ended_at === null ? Infinity : Date.parse(ended_at),
    totalMs: videoSeconds * 1_000,
  });
  return new Map(lines.map((line) => [line.prompt, toTask(line)]));
}

/** Follows the same jobs on so many streams, times what one of them tells, and reads what all cost the API. */
export async function measureMultiplexed(options: MultiplexedOptions): Promise<MultiplexedResult> {
  const { url, ids, streams, seconds } = options;
  const leaving = new AbortController();
  const { signal } = leaving;
  const seen = new Map<string, Sighting[]>();
  const alone = await readMetrics(url);
  const readers = [
    note(options, seen, signal),
    ...Array.from({ length: streams - 1 }, () => drain(options, signal)),
  ].map((reader) => reader.catch((error: unknown) => whenAborted(signal, error)));
  await Promise.race([delay(SETTLE_MS), ...readers]);

  const before = await readMetrics(url);
  await Promise.race([delay(seconds * 1_000), ...readers]);
  const after = await readMetrics(url);
  await delay(STRAGGLERS_MS);
  leaving.abort();
  await Promise.all(readers);

  const tasks = await readTasks(options);
  const span = { fromMs: before.atMs, untilMs: after.atMs };
  const isWithin = ({ atMs }: Sighting): boolean => atMs >= span.fromMs && atMs < span.untilMs;
  const lags = [...seen].flatMap(([id, sightings]) => {
    const task = tasks.get(id);
    return task ? toPercentLags(sightings, [task], span) : [];
  });
  return {
    jobs: ids.length,
    streams,
    seconds,
    percent: toPercentiles(lags),
    delivered: [...seen.values()].flat().filter(isWithin).length,
    engineCalls: ((after.engineCalls - before.engineCalls) * 1_000) / (after.atMs - before.atMs),
    memoryKib: (after.residentBytes - alone.residentBytes) / BYTES_PER_KIB / streams,
  };
}
