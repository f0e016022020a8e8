import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRotatingFile } from './create-rotating-file';

describe('createRotatingFile', () => {
  let folder: string;
  let filePath: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'genvideo-rotation-'));
    filePath = path.join(folder, 'logs', 'worker.log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const list = (): string[] => readdirSync(path.dirname(filePath)).sort();
  const read = (name: string): string => readFileSync(path.join(path.dirname(filePath), name), 'utf8');
  const readLines = (): string[] =>
    list()
      .reverse()
      .flatMap((name) => read(name).trim().split('\n'));

  it('moves itself aside when it is full, and loses no line', () => {
    const file = createRotatingFile({ filePath, maxBytes: 100, kept: 50 });
    const lines = Array.from({ length: 200 }, (_, index) => `line ${String(index).padStart(3, '0')}`);
    for (const line of lines) file.write(`${line}\n`);
    expect(readLines().sort()).toEqual(lines);
    for (const name of list())
      expect(statSync(path.join(folder, 'logs', name)).size).toBeLessThanOrEqual(100);
  });

  it('keeps as many of its predecessors as it was told, the latest first', () => {
    const file = createRotatingFile({ filePath, maxBytes: 4, kept: 2 });
    for (const line of ['one\n', 'two\n', 'tri\n', 'qua\n']) file.write(line);
    expect(list()).toEqual(['worker.log', 'worker.log.1', 'worker.log.2']);
    expect(list().map(read)).toEqual(['qua\n', 'tri\n', 'two\n']);
  });

  it('is shared by programs, of which none writes on in a file that another moved', () => {
    const files = [1, 2, 3].map(() => createRotatingFile({ filePath, maxBytes: 60, kept: 99 }));
    const lines = Array.from({ length: 300 }, (_, index) => `line ${String(index).padStart(3, '0')}`);
    lines.forEach((line, index) => files[index % 3]!.write(`${line}\n`));
    expect(readLines().sort()).toEqual(lines);
    for (const name of list()) expect(read(name).length).toBeLessThanOrEqual(60);
  });

  it('begins another file when somebody else took it away', () => {
    const file = createRotatingFile({ filePath, maxBytes: 1_000, kept: 1 });
    file.write('before\n');
    renameSync(filePath, `${filePath}.moved`);
    file.write('after\n');
    expect(read('worker.log')).toBe('after\n');
  });

  it('writes on where it cannot be moved', () => {
    const file = createRotatingFile({ filePath, maxBytes: 4, kept: 1 });
    mkdirSync(`${filePath}.1`);
    for (const line of ['one\n', 'two\n']) file.write(line);
    expect(read('worker.log')).toBe('one\ntwo\n');
  });
});
