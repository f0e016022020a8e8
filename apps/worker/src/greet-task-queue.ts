import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { setEngineTime } from '@genvideo/activities';
import { parseSettingsMark } from '@genvideo/models';
import { findOtherSettings, type Config } from '@genvideo/models/config';
import type { Logger } from '@genvideo/runtime';
import { readPollers, type Poller } from './read-pollers';

export interface GreetTaskQueueOptions {
  connection: Connection;
  namespace: string;
  /** The name under which this worker polls. */
  identity: string;
  config: Config;
  logger: Logger;
  signal: AbortSignal;
}

/** A poll lasts 60 s, and the engine remembers who polled for five minutes. */
const ALIVE_WITHIN_MS = 75_000;

/** How often and with what pauses the queue is looked at until this worker's own first poll is seen there. */
const LOOKS = 20;
const PAUSE_MS = 500;

/** Clocks that differ by less are taken for the same. */
const MOST_MS = 5_000;

const SETTINGS_HINT =
  'Set them alike for all workers of the task queue, and restart those that differ; if two deployments share it by mistake, give each a TEMPORAL_TASK_QUEUE of its own.';
const CLOCK_HINT =
  "Set the clocks by NTP on every machine. This worker goes by the engine's clock where it matters to jobs.";

function tellOtherSettings(pollers: readonly Poller[], { identity, logger }: GreetTaskQueueOptions): void {
  const own = parseSettingsMark(identity);
  if (own === null) return;
  const latestMs = Math.max(...pollers.map(({ pollMs }) => pollMs));
  const alive = pollers.filter(({ pollMs }) => pollMs > latestMs - ALIVE_WITHIN_MS);
  for (const worker of new Set(alive.map((poller) => poller.identity))) {
    const mark = parseSettingsMark(worker);
    const settings = mark === null ? [] : findOtherSettings(mark, own);
    if (settings.length > 0)
      logger.warn({ worker, settings, hint: SETTINGS_HINT }, 'worker_is_set_otherwise');
  }
}

/** When something happened, by this machine's clock. */
interface Span {
  earliestMs: number;
  latestMs: number;
}

/** A worker's own first poll began between two looks, whose times it knows: so it learns the engine's clock, however slow a look is. */
function compareClocks(ownPollMs: number, { earliestMs, latestMs }: Span, logger: Logger): void {
  const isWithin = ownPollMs > earliestMs - MOST_MS && ownPollMs < latestMs + MOST_MS;
  if (isWithin) return;
  setEngineTime(ownPollMs);
  const aheadMs = latestMs - ownPollMs;
  logger.warn({ ahead_seconds: Math.round(aheadMs / 1_000), hint: CLOCK_HINT }, 'clock_is_off');
}

async function greet(options: GreetTaskQueueOptions): Promise<void> {
  const { connection, namespace, identity, config, logger, signal } = options;
  const queue = { namespace, taskQueue: config.TEMPORAL_TASK_QUEUE };
  const toOwnPollMs = (pollers: readonly Poller[]): number =>
    Math.max(0, ...pollers.filter((each) => each.identity === identity).map(({ pollMs }) => pollMs));
  let earliestMs = Date.now();
  const before = await readPollers(connection, queue);
  tellOtherSettings(before, options);
  for (let look = 1; look <= LOOKS; look += 1) {
    await delay(PAUSE_MS, undefined, { signal });
    const lookedAtMs = Date.now();
    const ownPollMs = toOwnPollMs(await readPollers(connection, queue));
    // A container that was started again may bear the name of the one before.
    if (ownPollMs > toOwnPollMs(before))
      return compareClocks(ownPollMs, { earliestMs, latestMs: Date.now() }, logger);
    earliestMs = lookedAtMs;
  }
}

/**
 * Wakes the task queue, and says which of its workers are set otherwise than this one: then it depends on the worker what
 * becomes of a job. Says, too, whether this machine's clock is off, and has activities go by the engine's then. Call it when the
 * worker begins to poll; it never fails.
 */
export async function greetTaskQueue(options: GreetTaskQueueOptions): Promise<void> {
  const { config, logger, signal } = options;
  try {
    await greet(options);
  } catch (error) {
    if (signal.aborted) return;
    logger.warn({ task_queue: config.TEMPORAL_TASK_QUEUE, err: error }, 'task_queue_not_woken');
  }
}
