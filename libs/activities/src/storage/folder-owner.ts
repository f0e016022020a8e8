import { hostname } from 'node:os';
import { toErrorCode } from '../to-error-code';

const OWNER = /^(.+)\.(\d+)$/;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return toErrorCode(error) === 'EPERM';
  }
};

/** The name of the folder that only this process uses. */
export const toOwnFolder = (): string => `${hostname()}.${process.pid}`;

/**
 * Whether a folder was left by a process of this machine that no longer runs. One of our own name is, too, as long as
 * we have not begun: containers give the same number again.
 */
export function isAbandoned(name: string): boolean {
  const [, host, pid] = OWNER.exec(name) ?? [];
  return host === hostname() && (Number(pid) === process.pid || !isRunning(Number(pid)));
}
