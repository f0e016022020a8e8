/** Resolves when the user stops the stack; rejects with the StackError when a program made it fail. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise<void>((resolve) => {
      // An abort signal alone does not keep Node alive.
      const awake = setInterval(() => undefined, 60_000);
      signal.addEventListener(
        'abort',
        () => {
          clearInterval(awake);
          resolve();
        },
        { once: true },
      );
    });
  if (signal.reason instanceof Error) throw signal.reason;
}
