import { setTimeout as delay } from 'node:timers/promises';

/** What the work comes to, unless that takes too long. */
export async function within<Outcome>(work: Promise<Outcome>, timeoutMs: number): Promise<Outcome> {
  const done = new AbortController();
  const tooLong = async (): Promise<never> => {
    await delay(timeoutMs, undefined, { signal: done.signal });
    throw new Error(`no answer within ${timeoutMs / 1_000} s`);
  };
  try {
    return await Promise.race([work, tooLong()]);
  } finally {
    done.abort();
  }
}
