import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatSize, listResults } from './list-results';

describe('listResults', () => {
  it('lists pictures and videos of this run, the oldest first', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'results-'));
    const times = { 'old.png': 5, 'b.mp4': 30, 'a.png': 20, 'state.json': 40 };
    await mkdir(path.join(folder, 'job'));
    for (const [name, seconds] of Object.entries(times)) {
      await writeFile(path.join(folder, 'job', name), 'abc');
      await utimes(path.join(folder, 'job', name), seconds, seconds);
    }
    const names = (await listResults(folder, 10_000)).map((file) => path.basename(file.path));
    expect(names).toEqual(['a.png', 'b.mp4']);
    expect(await listResults(path.join(folder, 'none'), 0)).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('formatSize', () => {
  it('rounds to what people read', () => {
    expect([1, 12_400, 3_400_000].map(formatSize)).toEqual(['1 kB', '13 kB', '3.4 MB']);
  });
});
