/** One signal out of several. */
export interface LinkedSignal {
  /** Aborts with the first of the signals it was made from, and when `abort` is called. */
  signal: AbortSignal;
  abort: (reason: unknown) => void;
  /** Lets go of the signals it was made from, which may live much longer. */
  unlink: () => void;
}

/** Like `AbortSignal.any`, but nothing is left behind at signals that live as long as the process. */
export function linkSignals(signals: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const followed = signals.filter((signal) => signal !== undefined);
  const onAbort = (event: Event): void => controller.abort((event.target as AbortSignal).reason);
  for (const signal of followed) {
    if (signal.aborted) controller.abort(signal.reason);
    else signal.addEventListener('abort', onAbort, { once: true });
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => {
      for (const signal of followed) signal.removeEventListener('abort', onAbort);
    },
  };
}
