import type { WorkflowHandle } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import {
  LIMITER,
  SIGNAL,
  toLimiterId,
  type LimiterSnapshot,
  type PermitRequest,
  type PermitTraffic,
} from '@genvideo/models';
import { eventually, uniqueId, uniqueQueue } from '@genvideo/testing';
import { readTraffic } from '../hops/read-traffic';
import { fetchRuns } from '../stand/fetch-runs';
import type { Stand } from '../stand/stand';
import { startTemporalWorker } from '../stand/start-bench-worker';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import { toWorkerSettings } from '../stand/to-worker-settings';
import { toSpread, type Spread } from '../report/spread';
import { measureStateBytes } from './measure-state-bytes';
import { toCrowd } from './to-crowd';

/** One round at one depth. */
export interface DepthMeasurement {
  round: number;
  /** How many waited, on average. */
  waiting: number;
  releases: number;
  /** From a release in the limiter's history to the grant in the next holder's, in milliseconds. */
  grant_ms: Spread;
  /** The input of the limiter's next run, which is its whole state, in bytes, and how many waited then. */
  state_bytes: number;
  state_waiting: number;
}

export interface DepthOptions {
  round: number;
  waiting: number;
  releases: number;
}

/** Permits of the limiter that is driven directly. */
const CAPACITY = 10;

/** As many as a worker puts into one signal. */
const REQUESTS_PER_SIGNAL = 500;

/** Nobody is asked whether holders still run: most of those that wait are only names. */
const RECONCILE_SECONDS = 86_400;

async function fill(limiter: WorkflowHandle, crowd: readonly PermitRequest[]): Promise<void> {
  for (let at = 0; at < crowd.length; at += REQUESTS_PER_SIGNAL) {
    const traffic: PermitTraffic = { acquire: crowd.slice(at, at + REQUESTS_PER_SIGNAL) };
    await limiter.signal(LIMITER.signal.traffic, traffic);
  }
  // A release before the first grants would take its job out of the queue, and change the order.
  const isFull = async (): Promise<boolean> => {
    const { held, waiting } = await limiter.query<LimiterSnapshot>(LIMITER.query.snapshot);
    return held === CAPACITY && held + waiting === crowd.length;
  };
  await eventually(isFull, {
    what: 'the limiter to know everybody and to have granted what it has',
    timeoutMs: 60_000,
  });
}

/** Gives one permit back after the other, and each time waits until the next one has it. */
async function releaseInTurn(
  { client }: Stand,
  limiter: WorkflowHandle,
  holders: readonly string[],
): Promise<void> {
  for (const [index, id] of holders.slice(0, -CAPACITY).entries()) {
    const next = holders[index + CAPACITY] ?? '';
    await limiter.signal(LIMITER.signal.traffic, { release: [id] } satisfies PermitTraffic);
    const holder = client.workflow.getHandle(next);
    await eventually(() => holder.query<boolean>('is_granted'), { what: `${next} to get its permit` });
  }
}

/** When a holder got its grant, in milliseconds of the Unix epoch. */
async function readGrant({ client }: Stand, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const granted = events?.find(
    ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName === SIGNAL.permitGranted,
  );
  return optionalTsToMs(granted?.eventTime) ?? Number.NaN;
}

async function readWaits(stand: Stand, limiterId: string, holders: readonly string[]): Promise<number[]> {
  const runs = await fetchRuns(stand.client, limiterId);
  const { released } = readTraffic(runs.toReversed().flat());
  const waits: number[] = [];
  for (const [index, id] of holders.slice(0, -CAPACITY).entries()) {
    const granted = await readGrant(stand, holders[index + CAPACITY] ?? '');
    waits.push(granted - (released.get(id) ?? Number.NaN));
  }
  return waits;
}

async function startHolders({ client }: Stand, taskQueue: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uniqueId('bench-holder'));
  await Promise.all(
    ids.map((workflowId) => client.workflow.start('HolderWorkflow', { taskQueue, workflowId, args: [] })),
  );
  return ids;
}

/** Starts a pool of its own with so many waiting, and measures how soon a released permit is granted again. */
export async function measureDepth(stand: Stand, options: DepthOptions): Promise<DepthMeasurement> {
  const { round, waiting, releases } = options;
  const { client, address, bundlePath, resources } = stand;
  const pool = uniqueQueue('bench-depth');
  const settings = { ...toWorkerSettings(stand, `${pool}-holders`), address, bundlePath };
  resources.add(await startTemporalWorker(settings));
  const worker = { taskQueue: pool, limit: CAPACITY, reconcileSeconds: RECONCILE_SECONDS };
  resources.add(await startGenvideoWorker(stand, worker));
  const holders = await startHolders(stand, settings.queue, CAPACITY + releases);
  const limiter = client.workflow.getHandle(toLimiterId(pool));
  // Half of the releases come before the depth that is asked for, half after it.
  const names = waiting - Math.round(releases / 2);
  await fill(limiter, toCrowd({ holders, names, prefix: uniqueId('bench-waiting') }));
  await releaseInTurn(stand, limiter, holders);
  const waits = await readWaits(stand, toLimiterId(pool), holders);
  const state = await measureStateBytes(client, toLimiterId(pool));
  return { round, waiting, releases, grant_ms: toSpread(waits), ...state };
}
