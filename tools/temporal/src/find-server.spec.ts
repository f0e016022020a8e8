import { existsSync, symlinkSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BUILD_A_CLI, writeCli, writeGo } from '../test/write-script';
import { useTemporaryDirectory } from '../test/temporary-directory';
import { findServer, type FindServerOptions, type FoundServer } from './find-server';
import { ServerNotFoundError } from './server-not-found-error';

const temporaryDirectory = useTemporaryDirectory();
let lines: string[];
beforeEach(() => {
  lines = [];
});

const inDirectory = (...names: string[]): string => path.join(temporaryDirectory(), ...names);
const cached = (): string => inDirectory('cache', 'genvideo', 'temporal-1.5.1', 'temporal');
const find = (
  env: FindServerOptions['env'],
  options: Partial<FindServerOptions> = {},
): Promise<FoundServer> =>
  findServer({
    env: { PATH: '/usr/bin:/bin', XDG_CACHE_HOME: inDirectory('cache'), ...env },
    onProgress: (line) => lines.push(line),
    allowDownload: false,
    allowBuild: false,
    ...options,
  });
const onPath = (): string => `${inDirectory('bin')}:/usr/bin:/bin`;

describe('findServer', () => {
  it('takes each way only when those before it have nothing', async () => {
    const setting = await writeCli(inDirectory('set', 'temporal'), '1.29.0');
    const installed = await writeCli(inDirectory('bin', 'temporal'), '1.30.2');
    await writeCli(cached(), '1.29.1');
    const all = { TEMPORAL_HOST: 'temporal.example:7000', TEMPORAL_CLI: setting, PATH: onPath() };

    expect(await find(all)).toEqual({ kind: 'existing', address: 'temporal.example:7000' });
    expect(await find({ ...all, TEMPORAL_HOST: '' })).toEqual({
      kind: 'binary',
      path: setting,
      via: 'TEMPORAL_CLI',
    });
    expect(await find({ PATH: onPath() })).toEqual({ kind: 'binary', path: installed, via: 'PATH' });
    expect(await find({})).toEqual({ kind: 'binary', path: cached(), via: 'cache' });
    expect(lines).toEqual([]);
  });

  it('takes TEMPORAL_ADDRESS for TEMPORAL_HOST, and adds the usual port', async () => {
    expect(await find({ TEMPORAL_ADDRESS: 'temporal.example' })).toEqual({
      kind: 'existing',
      address: 'temporal.example:7233',
    });
  });

  it('finds a link on PATH', async () => {
    const target = await writeCli(inDirectory('elsewhere', 'temporal-1.5'), '1.29.1');
    await writeCli(inDirectory('bin', 'other'), '1.29.1');
    symlinkSync(target, inDirectory('bin', 'temporal'));

    expect(await find({ PATH: onPath() })).toMatchObject({
      path: inDirectory('bin', 'temporal'),
      via: 'PATH',
    });
  });

  it('says that the one on PATH is too old, and goes on', async () => {
    await writeCli(inDirectory('bin', 'temporal'), '1.28.3');
    await writeCli(cached(), '1.29.1');

    expect(await find({ PATH: onPath() })).toMatchObject({ via: 'cache' });
    expect(lines).toEqual([
      expect.stringMatching(/^temporal on PATH: .*too old: server 1\.28\.3, needed 1\.29/),
    ]);
  });

  it('builds into the cache when there is nothing else, and finds that from then on', async () => {
    const buildsFile = inDirectory('builds');
    await writeGo(inDirectory('bin', 'go'), { version: 'go1.26.8', buildsFile, build: BUILD_A_CLI });
    const env = { PATH: onPath() };

    expect(await find(env, { allowBuild: true })).toEqual({ kind: 'binary', path: cached(), via: 'build' });
    expect(await find(env, { allowBuild: true })).toEqual({ kind: 'binary', path: cached(), via: 'cache' });
    expect(lines[0]).toMatch(/^building Temporal 1\.5\.1 with go1\.26\.8/);
    expect(await readdir(path.dirname(cached()))).toEqual(['temporal']);
  });

  it('leaves nothing in the cache when the build fails, and says what Go said', async () => {
    const build = ['echo half >"$output"', 'echo "missing go.sum entry" >&2', 'exit 1'];
    await writeGo(inDirectory('bin', 'go'), {
      version: 'go1.26.8',
      buildsFile: inDirectory('builds'),
      build,
    });

    const error = await find({ PATH: onPath() }, { allowBuild: true }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ServerNotFoundError);
    expect((error as Error).message).toMatch(
      /go build {2,}go build failed \(exit 1\): missing go\.sum entry/,
    );
    expect(await readdir(path.dirname(cached()))).toEqual([]);
  });

  it('does not try a Go that is too old', async () => {
    const buildsFile = inDirectory('builds');
    await writeGo(inDirectory('bin', 'go'), { version: 'go1.19.8', buildsFile, build: BUILD_A_CLI });

    await expect(find({ PATH: onPath() }, { allowBuild: true })).rejects.toThrow(
      /Go is too old: go1\.19\.8 .* needed 1\.25/,
    );
    expect(existsSync(buildsFile)).toBe(false);
  });

  it('names every way and why each failed when none works', async () => {
    const error = await find(
      { TEMPORAL_CLI: inDirectory('nothing', 'temporal'), PATH: inDirectory('bin') },
      { allowBuild: true },
    ).catch((e: unknown) => e);

    expect(error).toMatchObject({ name: 'ServerNotFoundError' });
    const { message, tried } = error as ServerNotFoundError;
    expect(tried.map(({ way }) => way)).toEqual([
      'TEMPORAL_HOST',
      'TEMPORAL_CLI',
      'temporal on PATH',
      'cached binary',
      'SDK download',
      'go build',
    ]);
    for (const part of [
      /TEMPORAL_HOST {2,}not set/,
      /TEMPORAL_CLI .*no such file/,
      /go build {2,}Go is not installed/,
      /TEMPORAL_HOST=host:port/,
      /TEMPORAL_CLI=\/path\/to\/temporal, or temporal on PATH/,
      /docker run .*temporalio\/temporal/,
      /install Go 1\.25 or newer/,
    ]) {
      expect(message).toMatch(part);
    }
  });

  it('reports a cache folder that cannot be used as one more failed way', async () => {
    await writeFile(inDirectory('cache'), 'a file where a folder should be');

    await expect(find({}, { allowBuild: true })).rejects.toThrow(/download or build .*cannot be used/);
  });
});
