import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { BUILD_A_CLI, writeGo } from '../test/write-script';
import { useTemporaryDirectory } from '../test/temporary-directory';
import { withBuildLock } from './with-build-lock';

const temporaryDirectory = useTemporaryDirectory();

describe('withBuildLock', () => {
  it('lets two processes build once: the second waits, says so, and takes the result', async () => {
    const buildsFile = path.join(temporaryDirectory(), 'builds');
    const bin = path.join(temporaryDirectory(), 'bin');
    await writeGo(path.join(bin, 'go'), {
      version: 'go1.26.8',
      buildsFile,
      build: ['sleep 3', ...BUILD_A_CLI],
    });
    const env = { PATH: `${bin}:/usr/bin:/bin`, XDG_CACHE_HOME: path.join(temporaryDirectory(), 'cache') };

    const finds = await Promise.all([runFind(env), runFind(env)]);

    const finished = path.join(env.XDG_CACHE_HOME, 'genvideo', 'temporal-1.5.1', 'temporal');
    expect(finds.map(({ stdout }) => stdout)).toEqual([`${finished}\n`, `${finished}\n`]);
    expect((await readFile(buildsFile, 'utf8')).trim().split('\n')).toHaveLength(1);
    expect(finds.filter(({ stderr }) => stderr.includes('waiting to use its result'))).toHaveLength(1);
  }, 30_000);

  it('takes over the lock of a killed builder', async () => {
    const directory = path.join(temporaryDirectory(), 'cache');
    const lockDirectory = `${directory}.lock`;
    await mkdir(lockDirectory, { recursive: true });
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lockDirectory, longAgo, longAgo);
    const onWait = jest.fn();

    await expect(withBuildLock({ directory, onWait }, () => Promise.resolve('built'))).resolves.toBe('built');

    expect(onWait).not.toHaveBeenCalled();
    expect(existsSync(lockDirectory)).toBe(false);
  });

  it('waits until a lock without a sign of life is stale', async () => {
    const directory = path.join(temporaryDirectory(), 'cache');
    await mkdir(`${directory}.lock`, { recursive: true });
    const onWait = jest.fn();

    await withBuildLock({ directory, onWait, staleMs: 2_000 }, () => Promise.resolve());

    expect(onWait).toHaveBeenCalledTimes(1);
  });

  it('releases when the work fails', async () => {
    const directory = temporaryDirectory();
    const onWait = jest.fn();
    const fail = (): Promise<never> => Promise.reject(new Error('no'));

    await expect(withBuildLock({ directory, onWait }, fail)).rejects.toThrow('no');
    await withBuildLock({ directory, onWait }, () => Promise.resolve());

    expect(onWait).not.toHaveBeenCalled();
  });
});

/** The program of this package, as `npx nx run temporal-server:find` runs it. */
async function runFind(env: Record<string, string>): Promise<{ stdout: string; stderr: string }> {
  const main = path.join(__dirname, 'main.ts');
  const args = ['--conditions=@genvideo/source', '--import', 'tsx', main, '--no-download'];
  const child = spawn(process.execPath, args, { cwd: __dirname, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}
