import type { Writable } from 'node:stream';

const isClosedPipe = (error: NodeJS.ErrnoException): boolean => error.code === 'EPIPE';

/**
 * Aborts when a stream can no longer be written to. After `| head -1` the reader has gone, which is no failure: Node
 * would end the process with a stack trace. Any other error is the reason of the abort.
 */
export function createReaderGoneSignal(output: Writable): AbortSignal {
  const controller = new AbortController();
  output.on('error', (error) => controller.abort(isClosedPipe(error) ? undefined : error));
  return controller.signal;
}
