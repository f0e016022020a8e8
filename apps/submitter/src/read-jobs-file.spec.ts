import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { readJobsFile } from './read-jobs-file';

describe('readJobsFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'submitter-'));
    await mkdir(path.join(folder, 'sub'));
    await writeFile(path.join(folder, 'a.txt'), 'A cat');
    await writeFile(path.join(folder, 'utf16.txt'), Buffer.from('\uFEFFA cät', 'utf16le'));
    await writeFile(path.join(folder, 'binary'), Buffer.from([0x50, 0, 1, 0xff, 0xfe]));
    await writeFile(path.join(folder, 'empty'), ' \n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = (file: string, input = '') =>
    readJobsFile(file, {
      folders: [path.join(folder, 'sub'), folder],
      standardInput: Readable.from([Buffer.from(input)]),
    });

  it('looks for the file in one folder after the other', async () => {
    await expect(read('a.txt')).resolves.toEqual({ source: 'a.txt', text: 'A cat' });
  });

  it('reads standard input, and text as PowerShell writes it', async () => {
    await expect(read('-', 'A dog')).resolves.toEqual({ source: 'Standard input', text: 'A dog' });
    expect((await read('utf16.txt')).text).toContain('A cät');
  });

  it.each([
    ['missing.csv', /missing.csv does not exist \(looked for .*sub.missing.csv\)/],
    ['../sub', /is a folder/],
    ['binary', /is not a text file/],
    ['empty', /is empty/],
  ])('says what is wrong with %s', async (file, message) => {
    await expect(read(file)).rejects.toMatchObject({
      exitStatus: 2,
      message: expect.stringMatching(message),
    });
  });
});
