import { writeSync } from 'node:fs';

const PAUSE_MS = 5;

const isBusy = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EAGAIN';

const pause = (): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
};

/**
 * Writes all of a text before it returns: what a program says last is not lost, however it ends.
 * @param patienceMs how long a reader may leave its pipe full, in milliseconds
 * @throws Error of the file system, with the bytes that were `written` before
 */
export function writeWholly(fd: number, text: string, patienceMs: number): void {
  const bytes = Buffer.from(text);
  let written = 0;
  let leftMs = patienceMs;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      leftMs -= PAUSE_MS;
      if (!isBusy(error) || leftMs < 0) throw Object.assign(error as Error, { written });
      pause();
    }
  }
}
