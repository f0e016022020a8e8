import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import {
  LIMITER,
  toLimiterId,
  toProviderPool,
  type JobResult,
  type LimiterSnapshot,
  type ProviderHealth,
} from '@genvideo/models';
import { setLimiterCapacity } from '@genvideo/progress-client/direct';
import { createResourceStack, eventually, type RunningProcess } from '@genvideo/testing';
import { freePort, startOwnEngine, type DevServer } from '@genvideo/testing/own-engine';
import { openJobStack, type JobStack } from '../test/job-stack';

/** A number from the environment, for the long drill: GENVIDEO_DRILL_JOBS=1000 GENVIDEO_DRILL_LIMIT=20 npx nx test e2e. */
const setting = (name: string, fallback: number): number =>
  Number(process.env[`GENVIDEO_DRILL_${name}`] ?? fallback);

const JOBS = setting('JOBS', 60);
const LIMIT = setting('LIMIT', 5);
/** The limit of the video service alone. */
const VIDEO_LIMIT = Math.ceil(LIMIT / 2);
const KILL_EVERY_MS = setting('KILL_EVERY_SECONDS', 15) * 1_000;
const ENGINE_RESTARTS = setting('ENGINE_RESTARTS', 1);
/** How often the capacity goes from the limit to half of it and back. */
const CAPACITY_CHANGE_MS = 4_000;
const IMAGE_SECONDS = 0.2;
const VIDEO_SECONDS = 0.4;

/** Asks again while the engine is away. */
async function persist<Output>(ask: () => Promise<Output>): Promise<Output> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof WorkflowFailedError) throw error;
      await delay(500);
    }
  }
}

describe(`${JOBS} jobs at limit ${LIMIT}, with workers killed, the engine restarted and the capacity changed`, () => {
  const resources = createResourceStack();
  let stack: JobStack;
  let results: JobResult[];
  let engine: DevServer;
  let kills = 0;
  let restarts = 0;
  let capacityChanges = 0;

  const snapshot = (): Promise<LimiterSnapshot> =>
    stack.client.workflow
      .getHandle(toLimiterId(stack.taskQueue))
      .query<LimiterSnapshot>(LIMITER.query.snapshot);

  /** Kills one of two workers after the other, and starts another in its place, until told to stop. */
  const killWorkers = async (workers: RunningProcess[], stop: AbortSignal): Promise<void> => {
    while (!stop.aborted) {
      await delay(KILL_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) return;
      workers.shift()?.kill('SIGKILL');
      kills += 1;
      workers.push(await stack.startWorker());
    }
  };

  const restartEngine = async (start: () => Promise<DevServer>, stop: AbortSignal): Promise<void> => {
    while (restarts < ENGINE_RESTARTS && !stop.aborted) {
      await delay(KILL_EVERY_MS * 0.6, undefined, { signal: stop }).catch(() => undefined);
      process.kill(engine.pid, 'SIGKILL');
      await engine.ended;
      engine = await start();
      restarts += 1;
    }
  };

  /** An update that finds the engine away, or the limiter between two workers, is one less. */
  const changeCapacity = async (stop: AbortSignal): Promise<void> => {
    for (let lower = true; !stop.aborted; lower = !lower) {
      await delay(CAPACITY_CHANGE_MS, undefined, { signal: stop }).catch(() => undefined);
      const capacity = lower && !stop.aborted ? Math.ceil(LIMIT / 2) : LIMIT;
      const change = setLimiterCapacity(stack.client, stack.taskQueue, capacity);
      await change.then(
        () => (capacityChanges += 1),
        () => undefined,
      );
    }
  };

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-drill-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    const port = await freePort();
    const start = () => startOwnEngine({ dbFile: path.join(folder, 'engine.db'), port });
    engine = await start();
    resources.defer(() => engine.stop());
    stack = await openJobStack({
      address: engine.address,
      mock: { imageSeconds: IMAGE_SECONDS, videoSeconds: VIDEO_SECONDS },
      env: {
        ...{ MAX_CONCURRENT_JOBS: String(LIMIT), VIDEO_MAX_IN_FLIGHT: String(VIDEO_LIMIT) },
        LIMITER_RECONCILE_SECONDS: '5',
      },
    });
    resources.defer(() => stack.close());
    const workers = [await stack.startWorker(), await stack.startWorker()];
    const handles: WorkflowHandle[] = [];
    for (let job = 0; job < JOBS; job += 1) handles.push(await stack.start());
    const over = new AbortController();
    const trouble = Promise.all([
      killWorkers(workers, over.signal),
      restartEngine(start, over.signal),
      changeCapacity(over.signal),
    ]);
    results = await Promise.all(
      handles.map((handle) => persist(() => handle.result() as Promise<JobResult>)),
    );
    over.abort();
    await trouble;
  }, 1_800_000);
  afterAll(() => resources.end());

  it('had its troubles', () => {
    expect(kills + restarts).toBeGreaterThan(1);
    expect(capacityChanges).toBeGreaterThan(1);
  });

  it('completes them all', () => {
    expect(results.map(({ status }) => status)).toEqual(Array(JOBS).fill('completed'));
  });

  it('pays once per job, stage and try', async () => {
    const ledger = [...(await stack.mock.ledger('image')), ...(await stack.mock.ledger('video'))];
    expect(new Set(ledger.map((line) => line.idempotency_key)).size).toBe(ledger.length);
    expect(ledger).toHaveLength(2 * JOBS);
  });

  it("never exceeds the limit, by the provider's own count", async () => {
    const { max_in_flight_all } = await stack.mock.stats('image');
    expect(max_in_flight_all).toBeLessThanOrEqual(LIMIT);
    const video = await stack.mock.stats('video');
    expect(video.max_in_flight).toBeLessThanOrEqual(VIDEO_LIMIT);
  });

  it('has every permit back', async () => {
    await eventually(async () => (await snapshot()).held === 0, { what: 'the permits', timeoutMs: 60_000 });
    await expect(snapshot()).resolves.toMatchObject({ held: 0, waiting: 0 });
    const videos = stack.client.workflow.getHandle(toLimiterId(toProviderPool(stack.taskQueue, 'video')));
    const isFree = async (): Promise<boolean> => {
      const { in_flight, waiting } = await videos.query<ProviderHealth>(LIMITER.query.health);
      return in_flight + waiting === 0;
    };
    await eventually(isFree, { what: 'those of the video service', timeoutMs: 60_000 });
  });
});
