import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 15_000;

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A negative number stands for a whole process group, which init may reap a moment later. */
export async function untilGone(pid: number): Promise<void> {
  const deadlineMs = Date.now() + PATIENCE_MS;
  while (isAlive(pid) && Date.now() < deadlineMs) await sleep(20);
  expect(isAlive(pid)).toBe(false);
}
