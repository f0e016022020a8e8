import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import type { Environment } from './environment';
import { findOnPath } from './find-on-path';
import { isAtLeast } from './is-at-least';
import { PINNED } from './pinned-versions';

const run = promisify(execFile);

export type GoCheck =
  { state: 'usable'; go: string; version: string } | { state: 'unusable'; reason: string };

/** Is there a Go that can build the server? An older Go fails on go.mod in ways nobody understands, so ask first. */
export async function checkGo(env: Environment): Promise<GoCheck> {
  const go = await findOnPath(process.platform === 'win32' ? 'go.exe' : 'go', env);
  if (!go) return { state: 'unusable', reason: 'Go is not installed (no go on PATH)' };
  try {
    // Outside any module and with the local toolchain: this asks, and downloads nothing.
    const options = { cwd: tmpdir(), env: { ...env, GOTOOLCHAIN: 'local', GOWORK: 'off' }, timeout: 30_000 };
    const version = (await run(go, ['env', 'GOVERSION'], options)).stdout.trim();
    if (isAtLeast(version.replace(/^go/, ''), PINNED.minimumGo)) return { state: 'usable', go, version };
    const found = version || 'a Go older than 1.16';
    return {
      state: 'unusable',
      reason: `Go is too old: ${found} at ${go}, needed ${PINNED.minimumGo} or newer`,
    };
  } catch (error) {
    return {
      state: 'unusable',
      reason: `${go} does not run: ${(error as Error).message.split('\n')[0] ?? ''}`,
    };
  }
}
