import type { JobResult } from '@genvideo/models';
import { startJob } from '@genvideo/progress-client/direct';
import type { Stand } from '../stand/stand';
import { startGenvideoWorker } from '../stand/start-genvideo-worker';
import type { LargeVideos } from './serve-large-videos';
import type { StoreMeasurement } from './storage-result';
import { readResidentBytes, watchMemory } from './watch-memory';

export interface StoreUnderTest {
  store: StoreMeasurement['store'];
  /** The worker's environment that leads to the store. */
  environment: Readonly<Record<string, string>>;
  videos: LargeVideos;
  /** The size of the video, in bytes. */
  size: number;
}

/** How many small jobs run first: what a worker loads once is no growth. */
const WARM_UP_JOBS = 5;

const TIMEOUTS = { jobTimeoutSeconds: 600, queueTimeoutSeconds: 600 };

async function runJob({ client }: Stand, taskQueue: string, id: string): Promise<JobResult> {
  await startJob(
    { client, taskQueue, ...TIMEOUTS },
    { prompt: id, user_id: 'bench', request_id: id, duration: 5 },
  );
  const result = (await client.workflow.getHandle(id).result()) as JobResult;
  if (result.status !== 'completed') throw new TypeError(`${id}: ${result.error?.message}`);
  return result;
}

const toSeconds = (startedAt: number): number => (Date.now() - startedAt) / 1_000;

/** Has a worker of its own store small videos, and then a large one. */
export async function measureStore(
  stand: Stand,
  { store, environment, videos, size }: StoreUnderTest,
): Promise<StoreMeasurement> {
  const taskQueue = `storage-${store}`;
  const behindVideos = { ...stand, mock: { ...stand.mock, videoUrl: videos.url } };
  const worker = await startGenvideoWorker(behindVideos, { taskQueue, limit: 1, environment });
  try {
    videos.pad(0);
    let startedAt = 0;
    for (let job = 0; job < WARM_UP_JOBS; job += 1) {
      startedAt = Date.now();
      await runJob(stand, taskQueue, `${store}-small-${job}`);
    }
    const smallSeconds = toSeconds(startedAt);
    videos.pad(size);
    const before = await readResidentBytes(worker.pid);
    startedAt = Date.now();
    let result: JobResult | null = null;
    const highest = await watchMemory(worker.pid, async () => {
      result = await runJob(stand, taskQueue, `${store}-large`);
    });
    const stored = (result as JobResult | null)?.assets.find(({ kind }) => kind === 'video')?.size ?? 0;
    return { store, size: stored, before, highest, seconds: toSeconds(startedAt), smallSeconds };
  } finally {
    await worker.stop();
  }
}
