import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';

/** Waits (milliseconds) and says whether the client is still there. */
export async function waitForClient(res: Response, delayMs: number): Promise<boolean> {
  if (delayMs === 0) return !res.closed;
  const done = new AbortController();
  const { signal } = done;
  try {
    await Promise.race([sleep(delayMs, undefined, { signal }), once(res, 'close', { signal })]);
  } finally {
    done.abort();
  }
  return !res.closed;
}
