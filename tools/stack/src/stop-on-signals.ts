/** Ctrl-C reaches this process from the terminal, from npm and from the bootstrap: within this time they are one. */
const SAME_SIGNAL_MS = 700;

/**
 * Aborts, with the signal's name, when the process is asked to end or when whoever started it is gone. Asked again, the
 * process ends at once; what it started is guarded and ends too.
 */
export function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  let firstAtMs = 0;
  const stop = (name: NodeJS.Signals): void => {
    if (!controller.signal.aborted) {
      firstAtMs = Date.now();
      controller.abort(name);
    } else if (Date.now() - firstAtMs > SAME_SIGNAL_MS) process.exit(130);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  process.on('disconnect', () => stop('SIGTERM'));
  return controller.signal;
}
