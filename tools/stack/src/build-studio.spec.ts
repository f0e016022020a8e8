import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildStudio, isStudioFresh } from './build-studio';

const BUILD = `
import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.html', 'built');
`;

describe('buildStudio', () => {
  let root: string;

  const put = async (file: string, text: string): Promise<string> => {
    const place = path.join(root, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
    return place;
  };
  const build = async (): Promise<string[]> => {
    const lines: string[] = [];
    await buildStudio({
      root,
      logDir: path.join(root, 'logs'),
      environment: process.env,
      print: (line) => lines.push(line),
      signal: new AbortController().signal,
    });
    return lines;
  };
  const readPage = () => readFile(path.join(root, 'apps/studio/dist/index.html'), 'utf8');

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'stack-spec-'));
    await put('libs/models/src/index.ts', '');
    await put('libs/progress-client/src/index.ts', '');
    await put('apps/studio/build.mjs', BUILD);
  });
  afterEach(() => rm(root, { recursive: true }));

  it('builds what is not there, and what is older than its sources, and nothing else', async () => {
    expect(await isStudioFresh(root)).toBe(false);
    expect(await build()).toEqual([]);
    expect(await readPage()).toBe('built');
    expect(await isStudioFresh(root)).toBe(true);

    await put('apps/studio/dist/index.html', 'of now');
    await build();
    expect(await readPage()).toBe('of now');

    const source = await put('libs/models/src/index.ts', 'changed');
    const later = new Date(Date.now() + 60_000);
    await utimes(source, later, later);
    await build();
    expect(await readPage()).toBe('built');
  });

  it('says why where it cannot, and hurts nobody', async () => {
    await put('apps/studio/build.mjs', 'throw new Error("no luck")');
    expect(await build()).toEqual([expect.stringContaining('The studio could not be built (exit 1)')]);
  });
});
