import { Readable } from 'node:stream';
import { scanLines, type ScannedLine } from './scan-lines';

const scan = async (chunks: string[], start?: number): Promise<ScannedLine[]> => {
  const lines: ScannedLine[] = [];
  for await (const line of scanLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), start))
    lines.push(line);
  return lines;
};

describe('scanLines', () => {
  it('tells where each line begins, however the stream is cut', async () => {
    const expected = [
      { text: 'one', offset: 0, number: 1 },
      { text: 'zwölf', offset: 4, number: 2 },
      { text: 'three', offset: 12, number: 4 },
    ];
    await expect(scan(['one\nzwölf\n\nthree'])).resolves.toEqual(expected);
    await expect(scan(['on', 'e\nzw', 'ölf', '\n\nthr', 'ee\n'])).resolves.toEqual(expected);
  });

  it('counts from where the stream begins, and takes other line ends', async () => {
    await expect(scan(['a\r\nb\r\n'], 100)).resolves.toEqual([
      { text: 'a', offset: 100, number: 1 },
      { text: 'b', offset: 103, number: 2 },
    ]);
  });

  it('refuses a line without end', async () => {
    await expect(scan(['ok\n', 'x'.repeat(300 * 1024)])).rejects.toThrow(/line 2 is longer than 256 KiB/);
  });
});
