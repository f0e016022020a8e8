import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PICTURES_FOLDER } from '@genvideo/models';
import { createDiskStorage } from './create-disk-storage';
import { removeOldResults } from './remove-old-results';

const DAY_MS = 24 * 3_600_000;

describe('removeOldResults', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-old-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (key: string, ageDays: number): void => {
    const file = path.join(root, key);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'four');
    const writtenAt = new Date(Date.now() - ageDays * DAY_MS);
    utimesSync(file, writtenAt, writtenAt);
  };
  const remove = (running: string[] = [], storage = createDiskStorage({ root, baseUrl: 'http://x' })) => {
    const before = new Date(Date.now() - 7 * DAY_MS);
    const isRunning = (workflowId: string) => Promise.resolve(running.includes(workflowId));
    return removeOldResults({ storage, before, isRunning, signal: new AbortController().signal });
  };

  it('removes jobs and batches with all their files, and says what that came to', async () => {
    write('old-job/state.json', 8);
    write('old-job/image.png', 9);
    write('old-batch/requests.jsonl', 8);
    write('new-job/state.json', 6);
    await expect(remove()).resolves.toEqual({ jobs: 2, files: 3, size: 12 });
    expect(readdirSync(root)).toEqual(['new-job']);
    await expect(remove()).resolves.toEqual({ jobs: 0, files: 0, size: 0 });
  });

  it('keeps everything of a job whose record is new', async () => {
    write('job/image.png', 100);
    write('job/state.json', 1);
    await remove();
    expect(readdirSync(path.join(root, 'job')).sort()).toEqual(['image.png', 'state.json']);
  });

  it('keeps what still runs, whatever its name', async () => {
    write('%2E./state.json', 100);
    write('a:b@c/state.json', 100);
    await remove(['..', 'a:b@c']);
    expect(readdirSync(root).sort()).toEqual(['%2E.', 'a:b@c']);
  });

  it('leaves alone what is not of its own making', async () => {
    write('holiday/beach.png', 1_000);
    write('not an id/state.json', 1_000);
    write('.staging/half', 1_000);
    await remove();
    expect(readdirSync(root).sort()).toEqual(['.staging', 'holiday', 'not an id']);
  });

  it('removes pictures that were handed in, each by its own age', async () => {
    const [old, used] = ['a0', 'b1'].map((byte) => `${PICTURES_FOLDER}/${byte.repeat(32)}.png`);
    write(`${old}`, 8);
    write(`${used}`, 6);
    write(`${PICTURES_FOLDER}/notes.txt`, 100);
    await expect(remove()).resolves.toEqual({ jobs: 0, files: 1, size: 4 });
    expect(readdirSync(path.join(root, PICTURES_FOLDER)).sort()).toEqual([
      `${'b1'.repeat(32)}.png`,
      'notes.txt',
    ]);
  });

  it('removes the record after what it is about', async () => {
    write('job/image.png', 100);
    write('job/state.json', 100);
    write('job/video.mp4', 100);
    const storage = createDiskStorage({ root, baseUrl: 'http://x' });
    const interrupted = {
      ...storage,
      remove: (keys: readonly string[]) => storage.remove(keys.slice(0, -1)),
    };
    await remove([], interrupted);
    expect(existsSync(path.join(root, 'job/state.json'))).toBe(true);
    expect(readdirSync(path.join(root, 'job'))).toEqual(['state.json']);
  });
});
