import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDiskStorage } from './create-disk-storage';
import { markStore, readStoreMark } from './store-mark';

describe('the mark of a store', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'genvideo-mark-'));
  });
  afterEach(() => rm(root, { recursive: true }));
  const open = (name: string) =>
    createDiskStorage({ root: path.join(root, name), baseUrl: 'http://assets.test' });

  it('is the same for everybody who uses the store, and another in every other', async () => {
    await expect(readStoreMark(open('one'))).resolves.toBeNull();
    const marks = await Promise.all([markStore(open('one')), markStore(open('one'))]);
    expect(marks[0]).toMatch(/^[0-9a-f-]+$/);
    expect(marks[1]).toBe(marks[0]);
    await expect(markStore(open('one'))).resolves.toBe(marks[0]);
    await expect(readStoreMark(open('one'))).resolves.toBe(marks[0]);
    await expect(markStore(open('two'))).resolves.not.toBe(marks[0]);
  });

  it('is neither a result nor to be had over HTTP', async () => {
    const storage = open('one');
    await markStore(storage);
    const keys: string[] = [];
    for await (const { key } of storage.list()) keys.push(key);
    expect(keys).toEqual([]);
    expect(storage.toKey('http://assets.test/.store/id')).toBeNull();
  });
});
