import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { BASE_URL, describeStorage } from '../../test/describe-storage';
import { createDiskStorage } from './create-disk-storage';

describe('createDiskStorage', () => {
  let root: string;
  let results: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-disk-'));
    results = path.join(root, 'results');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const storage = () => createDiskStorage({ root: results, baseUrl: BASE_URL });

  describeStorage('a disk', storage);

  it('moves a file to where the key says, and leaves nothing beside it', async () => {
    const from = path.join(root, 'download');
    writeFileSync(from, 'png');
    await storage().saveFile('a:b/%2Efile.png', { path: from, mediaType: 'image/png' });
    expect(readFileSync(path.join(results, 'a:b/%2Efile.png'), 'utf8')).toBe('png');
    expect(readdirSync(root)).toEqual(['results']);
    expect(readdirSync(path.join(results, 'a:b'))).toEqual(['%2Efile.png']);
  });

  it('names the folder and the cause when it cannot write', async () => {
    writeFileSync(results, 'a file where the folder should be');
    const trouble = {
      type: 'StorageUnavailable',
      message: expect.stringMatching(/results cannot be written: .*(ENOTDIR|EEXIST)/),
    };
    await expect(storage().saveText('job/state.json', '{}')).rejects.toMatchObject(trouble);
    const body = Readable.from(['{}']);
    const saved = storage().saveStream('job/list', body, { mediaType: 'text/plain' });
    await expect(saved).rejects.toMatchObject(trouble);
    await expect(storage().openLines('job/lines')).rejects.toMatchObject(trouble);
    await expect(storage().check()).rejects.toMatchObject(trouble);
  });

  it.each(['{"index":2,"sta', `${'x'.repeat(200_000)}`])(
    'cuts off a line that a crash left half-written',
    async (torn) => {
      await (await storage().openLines('batch/results.jsonl')).append(['{"index":1}']);
      appendFileSync(path.join(results, 'batch/results.jsonl'), torn);
      await (await storage().openLines('batch/results.jsonl')).append(['{"index":3}']);
      expect(readFileSync(path.join(results, 'batch/results.jsonl'), 'utf8')).toBe(
        '{"index":1}\n{"index":3}\n',
      );
    },
  );

  it('leaves a line alone that another process is writing, for as long as it only reads', async () => {
    await (await storage().openLines('batch/results.jsonl')).append(['{"index":1}']);
    const file = path.join(results, 'batch/results.jsonl');
    appendFileSync(file, '{"index":2,');
    const log = await storage().openLines('batch/results.jsonl');
    const lines: string[] = [];
    for await (const line of log.read()) lines.push(line);
    expect(lines).toEqual(['{"index":1}']);
    appendFileSync(file, '"status":"completed"}\n');
    expect(readFileSync(file, 'utf8')).toBe('{"index":1}\n{"index":2,"status":"completed"}\n');
    appendFileSync(file, '{"ind');
    await log.finish();
    expect(readFileSync(file, 'utf8')).toBe('{"index":1}\n{"index":2,"status":"completed"}\n');
  });

  it('sweeps what killed processes of this machine left half-written', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['--eval', '']);
    const names = {
      dead: `${hostname()}.${dead}`,
      living: `${hostname()}.${process.ppid}`,
      foreign: 'pod-7.1',
    };
    for (const name of Object.values(names))
      mkdirSync(path.join(results, '.staging', name), { recursive: true });
    await storage().sweep();
    expect(readdirSync(path.join(results, '.staging')).sort()).toEqual([names.living, names.foreign].sort());
  });
});
