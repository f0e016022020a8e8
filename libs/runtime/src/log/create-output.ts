import type { LineSink } from './line-sink';
import { writeWholly } from './write-wholly';

/** How long a reader may leave its pipe full, in milliseconds: nothing else goes on meanwhile. */
const PATIENCE_MS = 1_000;

/**
 * Writes lines to an open file, such as standard output. A reader that does not read is waited for once, and again
 * when it has read something.
 */
export function createOutput(fd: number): LineSink {
  let patienceMs = PATIENCE_MS;
  return {
    write(line) {
      const patience = patienceMs;
      patienceMs = 0;
      writeWholly(fd, line, patience);
      patienceMs = PATIENCE_MS;
    },
  };
}
