import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type { Storage, StoredFile } from '../src/storage/storage-port';

/** Where the stores under test are said to be served. */
export const BASE_URL = 'http://api.test:8000/assets';

const toArray = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

const textOf = async (body: Readable | null): Promise<string | null> => body && text(body);

/** What every store has to hold. @param create opens another one on the same place, which is empty before each test */
export function describeStorage(name: string, create: () => Storage): void {
  describe(`${name} as a store`, () => {
    let folder: string;
    let storage: Storage;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'genvideo-storage-'));
      storage = create();
    });
    afterEach(async () => {
      await storage.close();
      rmSync(folder, { recursive: true });
    });

    const saveFile = (key: string, content: string | Buffer): Promise<string> => {
      const file = path.join(folder, 'made');
      writeFileSync(file, content);
      return storage.saveFile(key, { path: file, mediaType: 'image/png' });
    };
    const stream = (key: string, body: Readable) =>
      storage.saveStream(key, body, { mediaType: 'application/x-ndjson' });
    const keys = async (): Promise<string[]> => (await toArray(storage.list())).map(({ key }) => key).sort();

    it('takes a file away and says where it can be read', async () => {
      expect(await saveFile('a:b/image.png', 'png')).toBe(`${BASE_URL}/a%3Ab/image.png`);
      expect(existsSync(path.join(folder, 'made'))).toBe(false);
      expect(await textOf(await storage.readStream('a:b/image.png'))).toBe('png');
    });

    it('replaces a file by another', async () => {
      await saveFile('job/image.png', 'the first');
      await saveFile('job/image.png', 'second');
      expect(await textOf(await storage.readStream('job/image.png'))).toBe('second');
      expect(await keys()).toEqual(['job/image.png']);
    });

    it('keeps an empty file and one larger than a part of an upload', async () => {
      const large = Buffer.alloc(20_000_000, 'genvideo');
      await saveFile('job/empty', '');
      await saveFile('job/large', large);
      expect(await textOf(await storage.readStream('job/empty'))).toBe('');
      expect(large.equals(await buffer((await storage.readStream('job/large'))!))).toBe(true);
    });

    it('gives names of all characters that ids have, and back', async () => {
      for (const key of ['%2E../state.json', 'a.b_c:d@e-f/video.mp4', 'batch/results.jsonl']) {
        await storage.saveText(key, key);
        expect(await storage.readText(key)).toBe(key);
        expect(storage.toKey(storage.toUrl(key))).toBe(key);
      }
    });

    it.each([
      'http://elsewhere.test/assets/job/requests.jsonl',
      `${BASE_URL}/../state.json`,
      `${BASE_URL}/job/%2E%2E/state.json`,
      `${BASE_URL}/job/..%2Fstate.json`,
      `${BASE_URL}/.staging/file`,
      `${BASE_URL}/job//state.json`,
      `${BASE_URL}/job/%E0%A4%A`,
      `${BASE_URL}/job/a%00b`,
    ])('knows no key for %s', (url) => {
      expect(storage.toKey(url)).toBeNull();
    });

    it('replaces a text in one step', async () => {
      const texts = Array.from({ length: 10 }, (_, index) => String(index).repeat(10_000));
      await Promise.all(texts.map((each) => storage.saveText('job/state.json', each)));
      expect(texts).toContain(await storage.readText('job/state.json'));
      expect(await keys()).toEqual(['job/state.json']);
    });

    it('has nothing to read where there is nothing', async () => {
      expect(await storage.readText('job/state.json')).toBeNull();
      expect(await storage.readStream('job/video.mp4')).toBeNull();
      expect(await storage.grantRead('job/video.mp4', 'GET')).toBeNull();
      expect(await keys()).toEqual([]);
    });

    it('keeps a stream whose length nobody knows', async () => {
      const chunks = Array.from({ length: 300 }, (_, index) => Buffer.alloc(65_536, index));
      const url = await stream('batch/requests.jsonl', Readable.from(chunks));
      expect(url).toBe(`${BASE_URL}/batch/requests.jsonl`);
      expect((await buffer((await storage.readStream('batch/requests.jsonl'))!)).length).toBe(300 * 65_536);
    });

    it('keeps nothing of a stream that breaks, and says why as the stream did', async () => {
      const broken = Readable.from(
        (async function* () {
          yield Buffer.alloc(10_000_000);
          throw await Promise.resolve(new RangeError('too many items'));
        })(),
      );
      await expect(stream('batch/requests.jsonl', broken)).rejects.toThrow(new RangeError('too many items'));
      expect(await keys()).toEqual([]);
      expect(await storage.readText('batch/requests.jsonl')).toBeNull();
    });

    it('reads on from where a reader stopped', async () => {
      await storage.saveText('batch/requests.jsonl', 'one\ntwo\nthree\n');
      expect(await textOf(await storage.readStream('batch/requests.jsonl', { start: 4 }))).toBe(
        'two\nthree\n',
      );
      expect(await textOf(await storage.readStream('batch/requests.jsonl', { start: 14 }))).toBe('');
    });

    it('lists what there is and removes what it is told to, twice if need be', async () => {
      const before = Date.now() - 2_000;
      await saveFile('job-1/image.png', 'png');
      await storage.saveText('job-1/state.json', '{}');
      await storage.saveText('job-10/state.json', '{}');
      const files = await toArray<StoredFile>(storage.list());
      expect(files.map(({ key, size }) => [key, size]).sort()).toEqual([
        ['job-1/image.png', 3],
        ['job-1/state.json', 2],
        ['job-10/state.json', 2],
      ]);
      for (const { modifiedAt } of files) expect(modifiedAt.getTime()).toBeGreaterThan(before);
      for (let time = 0; time < 2; time += 1) await storage.remove(['job-1/image.png', 'job-1/state.json']);
      expect(await keys()).toEqual(['job-10/state.json']);
    });

    it('finds no fault with itself, and leaves nothing of the search', async () => {
      await storage.check();
      expect(await keys()).toEqual([]);
    });

    describe('its logs of lines', () => {
      const KEY = 'batch/results.jsonl';
      const linesOf = async (): Promise<string[]> => toArray((await storage.openLines(KEY)).read());

      it('keep what is appended in its order, also by another process later', async () => {
        const log = await storage.openLines(KEY);
        await log.append(['one', 'two']);
        await log.append(['three']);
        const another = await create().openLines(KEY);
        await another.append(['four']);
        expect(await linesOf()).toEqual(['one', 'two', 'three', 'four']);
      });

      it('take many at a time', async () => {
        const log = await storage.openLines(KEY);
        const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index}`);
        await Promise.all(lines.map((line) => log.append([line])));
        expect((await linesOf()).sort()).toEqual([...lines].sort());
      });

      it('are empty at first, and when nothing was appended', async () => {
        expect(await linesOf()).toEqual([]);
        const log = await storage.openLines(KEY);
        await log.append([]);
        expect(await log.finish()).toBe(`${BASE_URL}/${KEY}`);
        expect(await storage.readText(KEY)).toBe('');
      });

      it('can be read as a file before they are finished', async () => {
        const log = await storage.openLines(KEY);
        await log.append(['one']);
        await log.append(['two']);
        expect(await textOf(await storage.readStream(KEY))).toBe('one\ntwo\n');
        expect(await textOf(await storage.readStream(KEY, { start: 4 }))).toBe('two\n');
        expect(await storage.grantRead(KEY, 'GET')).not.toBeNull();
      });

      it('become one file, and may be opened and finished again', async () => {
        await (await storage.openLines(KEY)).append(['one']);
        const again = await storage.openLines(KEY);
        await again.append(['two']);
        await again.finish();
        expect(await keys()).toEqual([KEY]);
        const later = await storage.openLines(KEY);
        await later.append(['three']);
        expect(await linesOf()).toEqual(['one', 'two', 'three']);
        await later.finish();
        expect(await keys()).toEqual([KEY]);
        expect(await storage.readText(KEY)).toBe('one\ntwo\nthree\n');
      });
    });
  });
}
