import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 500;
const TIMEOUT_MS = 10_000;

/** An HTTP answer that was read. */
export interface Answer {
  status: number;
  body: unknown;
}

const isTemporary = (status: number): boolean => status >= 500 || status === 429 || status === 408;

export interface AskOptions {
  /** Which API has the first turn. */
  first?: number;
  signal: AbortSignal;
}

/** Asks one API once. @throws what fetch throws */
export async function ask(url: string, init: RequestInit, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, {
    headers: { 'content-type': 'application/json' },
    ...init,
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  return { status: response.status, body: await response.json().catch(() => null) };
}

/** Asks the APIs in turn until one of them has an answer that is not for the moment only; null when it is told to stop. */
export async function askAny(
  bases: readonly string[],
  { path, ...init }: RequestInit & { path: string },
  { first = 0, signal }: AskOptions,
): Promise<Answer | null> {
  for (let turn = first; !signal.aborted; turn += 1) {
    try {
      const answer = await ask(`${bases[turn % bases.length] ?? ''}${path}`, init, signal);
      if (!isTemporary(answer.status)) return answer;
    } catch {
      // Killed, frozen or cut off at this moment: the next one.
    }
    await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}
