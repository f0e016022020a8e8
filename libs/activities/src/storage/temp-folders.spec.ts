import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { createTempFolders } from './temp-folders';

describe('createTempFolders', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-temp-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('removes a file also when the work on it fails', async () => {
    let used = '';
    const work = createTempFolders(root).withFile((file) => {
      used = file;
      writeFileSync(file, 'half');
      return Promise.reject(new Error('broken'));
    });
    await expect(work).rejects.toThrow('broken');
    expect(used).not.toBe('');
    expect(existsSync(used)).toBe(false);
  });

  it('sweeps what dead processes of this machine left, and nothing of the living', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['--eval', '']);
    const folders = {
      dead: `${hostname()}.${dead}`,
      living: `${hostname()}.${process.ppid}`,
      elsewhere: `other-host.${dead}`,
    };
    for (const name of Object.values(folders)) mkdirSync(path.join(root, name, 'job'), { recursive: true });
    await createTempFolders(root).sweep();
    expect(readdirSync(root).sort()).toEqual([folders.living, folders.elsewhere].sort());
  });
});
