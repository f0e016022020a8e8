import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** Starts the encoding thread: the bundle beside this file when it was built, else the TypeScript source by tsx. */
export function spawnEncodeThread(): Worker {
  const built = path.join(__dirname, 'encode-thread.js');
  const thread = existsSync(built)
    ? new Worker(built)
    : spawnFromSource(path.join(__dirname, 'encode-thread.ts'));
  // The HTTP servers keep the process alive, an idle thread should not.
  thread.unref();
  return thread;
}

/** A thread cannot start at a .ts file (`--import tsx` does not reach its entry on Node 20), so a line of JavaScript leads there. */
function spawnFromSource(source: string): Worker {
  const entry = `require(${JSON.stringify(require.resolve('tsx/cjs'))}); require(${JSON.stringify(source)});`;
  return new Worker(entry, { eval: true });
}
