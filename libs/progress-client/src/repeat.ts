import { pause } from './pause';

export interface RepeatOptions {
  /** How often a call that failed is repeated. */
  retries: number;
  /** Aborted, no further try is made. */
  signal: AbortSignal;
  /** How long to wait after so many failures, in milliseconds; null when another try makes no sense. */
  toDelayMs: (error: unknown, failures: number) => number | null;
}

/** Calls until it succeeds or trying again makes no sense. Rejects with the last error, or the signal's reason. */
export async function repeat<Answer>(
  call: () => Promise<Answer>,
  { retries, signal, toDelayMs }: RepeatOptions,
): Promise<Answer> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await call();
    } catch (error) {
      const delayMs = failures < retries ? toDelayMs(error, failures) : null;
      if (delayMs === null || signal.aborted) throw error;
      await pause(delayMs, signal);
      signal.throwIfAborted();
    }
  }
}
