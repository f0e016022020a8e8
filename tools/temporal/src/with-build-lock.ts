import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

export interface BuildLockOptions {
  /** Locked as a whole; made if missing. */
  directory: string;
  /** Called once if another process holds the lock. */
  onWait: () => void;
  /** A holder that gave no sign of life for so long is dead, and its lock is taken over. Default 15,000, at least 2,000. */
  staleMs?: number;
}

/** Runs `fn` while no other process on this machine is inside the same directory's lock; waits as long as it takes. */
export async function withBuildLock<T>(options: BuildLockOptions, fn: () => Promise<T>): Promise<T> {
  await mkdir(options.directory, { recursive: true });
  const release = await acquire(options);
  try {
    return await fn();
  } finally {
    await release().catch(() => undefined); // taken over while this process was suspended
  }
}

async function acquire({
  directory,
  onWait,
  staleMs = 15_000,
}: BuildLockOptions): Promise<() => Promise<void>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      // Losing the lock is harmless: binaries get their final name by a rename, and both would be the same.
      return await lock(directory, { stale: staleMs, onCompromised: () => undefined });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
      if (attempt === 0) onWait();
      await sleep(300);
    }
  }
}
