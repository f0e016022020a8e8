import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Validator } from './validator';
import { toValidatorFolder } from './validator-cache';

/** go.mod and go.sum of the validators: their versions, and the sums of what they are built from. */
const MODULE = path.join(__dirname, '../validators');

const OLDEST_GO = [1, 25] as const;

const hasGo = (): boolean => {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], {
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local' },
  });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return status === 0 && (Number(major) > OLDEST_GO[0] || Number(minor) >= OLDEST_GO[1]);
};

/** Changes with the versions: another go.sum, another build. */
const toVersion = (): string =>
  createHash('sha256')
    .update(readFileSync(path.join(MODULE, 'go.sum')))
    .digest('hex')
    .slice(0, 12);

/** Builds a program of deploy/validators/go.mod once. */
export function findGoValidator(name: string, packagePath: string): Validator {
  if (!hasGo()) return { state: 'missing', reason: `${name} needs Go ${OLDEST_GO.join('.')} or newer` };
  try {
    const folder = toValidatorFolder(`${name}-${toVersion()}`, (partial) => {
      const args = ['build', '-mod=readonly', '-trimpath', '-o', path.join(partial, name), packagePath];
      const env = { ...process.env, GOWORK: 'off', CGO_ENABLED: '0' };
      execFileSync('go', args, { cwd: MODULE, stdio: 'pipe', timeout: 300_000, env });
    });
    return { state: 'found', command: path.join(folder, name) };
  } catch (error) {
    const [line] = (error as Error).message.split('\n');
    return { state: 'missing', reason: `${name} could not be built: ${line ?? ''}` };
  }
}
