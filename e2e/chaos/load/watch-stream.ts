import { setTimeout as delay } from 'node:timers/promises';
import { progressAnswerSchema } from '@genvideo/models/schemas';
import type { WatcherLog } from './journal';
import { readEvents } from './read-events';

const PAUSE_MS = 500;
/** A stream that says nothing for so long is given up: its API may be frozen. A living one has a heartbeat before. */
const SILENCE_MS = 20_000;

export interface StreamOptions {
  bases: readonly string[];
  /** Which API has the first turn. */
  first: number;
  signal: AbortSignal;
}

/** What is carried from one connection to the next. */
interface Follower {
  log: WatcherLog;
  lastEventId: string | null;
}

/** One connection; whether the job has ended. */
async function followOnce(url: string, follower: Follower, signal: AbortSignal): Promise<boolean> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await fetch(url, {
      headers: follower.lastEventId === null ? {} : { 'last-event-id': follower.lastEventId },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok || response.body === null) return false;
    for await (const { id, event, data } of readEvents(response.body)) {
      timer.refresh();
      follower.lastEventId = id ?? follower.lastEventId;
      if (event === 'end') return true;
      if (event !== 'progress') continue;
      const { progress, workflow_status } = progressAnswerSchema.parse(JSON.parse(data));
      const { percent, status } = progress;
      follower.log.sights.push({ at_ms: Date.now(), percent, status });
      if (workflow_status !== 'RUNNING') return true;
    }
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Follows a job by its plain stream of server-sent events until it has ended, from one API to the other with the id of the
 * last event, as a browser behind a load balancer would; notes whatever it is told, and corrects nothing.
 */
export async function watchStream(
  workflowId: string,
  log: WatcherLog,
  { bases, first, signal }: StreamOptions,
): Promise<void> {
  const follower: Follower = { log, lastEventId: null };
  for (let turn = first; !signal.aborted; turn += 1) {
    const url = `${bases[turn % bases.length] ?? ''}/workflows/${workflowId}/events`;
    // Killed, frozen or cut off: the next one goes on where this one was.
    if (await followOnce(url, follower, signal).catch(() => false)) return;
    await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}
