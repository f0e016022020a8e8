import { pause } from './pause';

/** How long something that fails is tried again, and what for. */
export interface Patience {
  /** How long to wait before each further try, in milliseconds: as many tries as there are pauses, and one. */
  pausesMs: readonly number[];
  /** Whether what failed in this way may succeed in a moment. */
  mayPass: (error: unknown) => boolean;
  /** Ends the waiting: what fails then has failed. */
  signal: AbortSignal;
}

/** Does something until it succeeds, or patience is at its end: then it fails as it failed last. `run` is told which try it is, from 1. */
export async function tryPatiently<Output>(
  run: (attempt: number) => Promise<Output>,
  { pausesMs, mayPass, signal }: Patience,
): Promise<Output> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(attempt);
    } catch (error) {
      const pauseMs = pausesMs[attempt - 1];
      if (pauseMs === undefined || signal.aborted || !mayPass(error)) throw error;
      await pause(pauseMs, signal);
    }
  }
}
