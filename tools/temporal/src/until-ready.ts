import { ServerStartError } from './server-start-error';
import type { GuardedChild } from './spawn-guarded';

export interface Readiness {
  child: GuardedChild;
  /** What the child printed last, up to date. */
  lastLines: readonly string[];
  timeoutMs: number;
  /** What starts, for messages; default the Temporal server. */
  name?: string;
  /** Resolves when it is ready; gives up with the signal's reason. */
  wait: (signal: AbortSignal) => Promise<void>;
}

/**
 * Waits until a child is ready.
 * @throws ServerStartError when it ends before that, or the time is over; the child is not ended
 */
export async function untilReady({ child, lastLines, timeoutMs, name, wait }: Readiness): Promise<void> {
  const given = new AbortController();
  const giveUp = (what: string): void => given.abort(new ServerStartError(what, [...lastLines], name));
  const timer = setTimeout(() => giveUp(`did not serve within ${timeoutMs / 1000} s`), timeoutMs);
  child.once('error', (error) => giveUp(`could not be started: ${error.message}`));
  // Not 'exit': the last lines, which say why, come after it.
  child.once('close', (code, signal) => giveUp(`ended at once (${signal ?? `exit ${String(code)}`})`));
  try {
    await wait(given.signal);
  } finally {
    clearTimeout(timer);
  }
}
