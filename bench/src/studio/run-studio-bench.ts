import { eventually } from '@genvideo/testing';
import { launchBrowser } from '@genvideo/testing/browser';
import {
  openBatchStand,
  TASK_QUEUE,
  type BatchBenchContext,
  type BatchStand,
} from '../batch/open-batch-stand';
import { readMachine } from '../read-machine';
import { submitJobs } from '../watching/submit-jobs';
import { makePictures } from './make-pictures';
import { measureLive } from './measure-live';
import { measureLoad } from './measure-load';
import { measureScroll } from './measure-scroll';
import type { StudioBenchOptions } from './studio-options';
import type { StudioResult } from './studio-result';

/** How often the first page is opened. */
const LOADS = 5;

/** How much slower than usual the jobs are that run on the page: they outlast the measurement. */
const SLOWNESS = 400;

/** Jobs whose pictures are made, and whose videos take as long as anybody looks. */
async function startLongJobs({ stand: { client, mock } }: BatchStand, count: number): Promise<void> {
  await mock.setFaults({ image: { slow_progress: 0.1 }, video: { slow_progress: SLOWNESS } });
  await submitJobs({ client, taskQueue: TASK_QUEUE }, { prefix: 'running', count });
  await eventually(async () => (await mock.stats('video')).in_flight >= count, {
    what: `${count} videos to be made`,
    timeoutMs: 120_000,
  });
}

async function measure(
  running: BatchStand,
  options: StudioBenchOptions,
): Promise<Omit<StudioResult, 'command' | 'started_at' | 'seconds' | 'machine'>> {
  const { url, stand, context } = running;
  const { onProgress } = context;
  onProgress(`making ${options.pictures} pictures`);
  const makingSeconds = await makePictures(running, options.pictures);
  const browser = stand.resources.add(await launchBrowser());
  onProgress('load');
  const loads = [];
  for (let nth = 0; nth < LOADS; nth += 1) loads.push(await measureLoad(browser, url));
  onProgress('scroll');
  const scroll = await measureScroll(browser, { url, pictures: options.pictures });
  // Whatever becomes of the rest.
  onProgress(JSON.stringify({ loads, scroll }));
  onProgress(`starting ${options.running} jobs`);
  await startLongJobs(running, options.running);
  onProgress(`live: ${options.seconds} s`);
  const live = await measureLive(browser, { url, ...options });
  return { browser: `Chromium ${browser.version()}`, makingSeconds, loads, live, scroll };
}

/** Measures the studio on an engine of its own, with the API and a worker as they are built. */
export async function runStudioBench(
  options: StudioBenchOptions,
  context: BatchBenchContext,
): Promise<StudioResult> {
  const startedAt = new Date();
  const machine = await readMachine();
  const batch = {
    items: options.pictures,
    window: options.running,
    failing: 0,
    imageSeconds: 0.3,
    takeOnly: false,
  };
  const running = await openBatchStand({ ...batch, ...options }, context);
  try {
    const found = await measure(running, options);
    return {
      command: context.command,
      started_at: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 1_000),
      machine: { ...machine, temporal_server: running.stand.serverVersion },
      ...found,
    };
  } finally {
    await running.stand.close();
  }
}
