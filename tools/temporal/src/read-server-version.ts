import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isAtLeast } from './is-at-least';
import { PINNED } from './pinned-versions';

const run = promisify(execFile);

export type BinaryVersion =
  { state: 'usable'; serverVersion: string } | { state: 'unusable'; reason: string };

/** Asks a Temporal CLI for the version of the server inside it, and says whether that is new enough. Never throws. */
export async function readServerVersion(binary: string): Promise<BinaryVersion> {
  let output: string;
  try {
    output = (await run(binary, ['--version'], { timeout: 30_000 })).stdout;
  } catch (error) {
    return { state: 'unusable', reason: `${binary} --version failed: ${toReason(error)}` };
  }
  const serverVersion = /\bServer v?(\d+\.\d+[^\s,)]*)/i.exec(output)?.[1];
  if (!serverVersion) {
    return {
      state: 'unusable',
      reason: `${binary} --version names no server: ${output.trim().slice(0, 100)}`,
    };
  }
  if (!isAtLeast(serverVersion, PINNED.minimumServer)) {
    const reason = `${binary} is too old: server ${serverVersion}, needed ${PINNED.minimumServer} or newer`;
    return { state: 'unusable', reason };
  }
  return { state: 'usable', serverVersion };
}

function toReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (String(code) === 'ENOENT') return 'no such file';
  if (String(code) === 'EACCES') return 'not executable';
  return (message.split('\n')[0] ?? message).trim();
}
