import { readFile } from 'node:fs/promises';

const BYTES_PER_KIB = 1024;

/** How often memory is looked at, in milliseconds. */
const INTERVAL_MS = 20;

/** The resident memory of a process, in bytes; as Linux tells it. */
export async function readResidentBytes(pid: number): Promise<number> {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kib === undefined) throw new TypeError(`Process ${pid} tells nothing of its memory`);
  return Number(kib) * BYTES_PER_KIB;
}

/** The most memory that a process has while `run` runs, in bytes. */
export async function watchMemory(pid: number, run: () => Promise<unknown>): Promise<number> {
  let highest = await readResidentBytes(pid);
  const timer = setInterval(() => {
    void readResidentBytes(pid).then((bytes) => {
      highest = Math.max(highest, bytes);
    });
  }, INTERVAL_MS);
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
  return highest;
}
