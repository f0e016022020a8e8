import { realpathSync, symlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { useTemporaryDirectory } from '../../test/temporary-directory';
import { writeScript } from '../../test/write-script';
import { findPostgres } from './find-postgres';

const temporaryDirectory = useTemporaryDirectory();
const inDirectory = (...names: string[]): string => path.join(temporaryDirectory(), ...names);

const install = async (folder: string): Promise<string> => {
  for (const name of ['postgres', 'initdb']) await writeScript(path.join(folder, name));
  return folder;
};

describe('findPostgres', () => {
  it('takes the one on PATH before the newest of Debian’s', async () => {
    await install(inDirectory('versions', '9', 'bin'));
    const newest = await install(inDirectory('versions', '15', 'bin'));
    const onPath = await install(inDirectory('bin'));
    const versionedFolder = inDirectory('versions');

    expect(findPostgres({ env: { PATH: onPath }, versionedFolder })).toBe(realpathSync(onPath));
    expect(findPostgres({ env: { PATH: '/nowhere' }, versionedFolder })).toBe(realpathSync(newest));
  });

  it('follows links to where all of its programs are', async () => {
    const installed = await install(inDirectory('versions', '15', 'bin'));
    await mkdir(inDirectory('links'));
    for (const name of ['postgres', 'initdb'])
      symlinkSync(path.join(installed, name), inDirectory('links', name));

    expect(findPostgres({ env: { PATH: inDirectory('links') } })).toBe(realpathSync(installed));
  });

  it('passes over a folder with clients alone, and is null where there is nothing', async () => {
    await mkdir(inDirectory('versions', '15', 'bin'), { recursive: true });
    await writeScript(inDirectory('versions', '15', 'bin', 'psql'));

    expect(findPostgres({ env: {}, versionedFolder: inDirectory('versions') })).toBeNull();
    expect(findPostgres({ env: {}, versionedFolder: inDirectory('none') })).toBeNull();
  });
});
