import type { Writable } from 'node:stream';

/**
 * Aborts when nobody reads a stream any more. After `| head -1` that is no failure, but Node would end the process with
 * a stack trace, as it still does for every other error of the stream.
 */
export function createReaderGoneSignal(output: Writable): AbortSignal {
  const controller = new AbortController();
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    controller.abort();
  });
  return controller.signal;
}
