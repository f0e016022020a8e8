import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDiskStorage } from './create-disk-storage';

describe('createDiskStorage', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-disk-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const storage = () => createDiskStorage({ root: path.join(root, 'results'), baseUrl: 'http://x/assets' });

  it('takes a file away and says where it can be read', async () => {
    const from = path.join(root, 'download');
    writeFileSync(from, 'png');
    const url = await storage().saveFile('a:b/%2Efile.png', { path: from, mediaType: 'image/png' });
    expect(url).toBe('http://x/assets/a%3Ab/%252Efile.png');
    expect(readFileSync(path.join(root, 'results/a:b/%2Efile.png'), 'utf8')).toBe('png');
    expect(readdirSync(root)).toEqual(['results']);
  });

  it('replaces a text in one step and leaves nothing beside it', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    await Promise.all(texts.map((text) => storage().saveText('job/state.json', text)));
    expect(texts).toContain(readFileSync(path.join(root, 'results/job/state.json'), 'utf8'));
    expect(readdirSync(path.join(root, 'results/job'))).toEqual(['state.json']);
  });

  it('names the folder and the cause when it cannot write', async () => {
    writeFileSync(path.join(root, 'results'), 'a file where the folder should be');
    await expect(storage().saveText('job/state.json', '{}')).rejects.toMatchObject({
      type: 'StorageUnavailable',
      message: expect.stringMatching(/results cannot be written: .*(ENOTDIR|EEXIST)/),
    });
  });
});
