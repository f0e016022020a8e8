import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { createSampleReport } from '../../test/sample-report';
import { runCompareCommand } from './compare-command';
import { compareReports } from './compare-reports';
import { readReport } from './read-report';

const before = createSampleReport();
const [batch] = before.batches;
const after = createSampleReport({
  id: 'study-after',
  settings: { ...before.settings, limit: 3 },
  batches: [{ ...batch!, makespan_seconds: 6.1, permit_use: 0.98, retries: 2 }],
});

describe('compareReports', () => {
  const comparison = compareReports(before, after);
  const find = (name: string) => comparison.batches[0]?.metrics.find((metric) => metric.name === name);

  it('says what changed and whether that is good', () => {
    expect(find('permit use')).toMatchObject({ a: 0.923, b: 0.98, news: 'good' });
    expect(find('retries')).toMatchObject({ change: 2, news: 'bad' });
    expect(find('success')).toMatchObject({ change: 0, news: 'none' });
  });

  it('names the settings that differ, and only those', () => {
    expect(comparison.settings.map(({ name }) => name)).toEqual(['Limit']);
  });

  it('sets nothing beside a batch that only one of them has', () => {
    const other = createSampleReport({ batches: [{ ...batch!, size: 9 }] });
    const [first, second] = compareReports(before, other).batches;
    expect([first?.size, second?.size]).toEqual([4, 9]);
    expect(first?.metrics[0]).toMatchObject({ a: 6.5, b: null, change: null, news: 'none' });
  });
});

describe('submitter compare', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'submitter-compare-'));
    await writeFile(path.join(folder, 'a.json'), JSON.stringify(before));
    await writeFile(path.join(folder, 'report.json'), JSON.stringify(after));
    await writeFile(path.join(folder, 'page.html'), '<!doctype html>');
    await writeFile(path.join(folder, 'other.json'), '{"report":"other"}');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('prints both side by side and writes a page', async () => {
    const output = new PassThrough();
    const status = await runCompareCommand({ a: 'a.json', b: '.' }, { out: 'out' }, { output, folder });
    expect(status).toBe(0);
    const text = String(output.read());
    expect(text).toMatch(/permit use +│ +0\.923 │ +0\.980 │ .*\+6\.2 % *.*│ better/);
    expect(text).toContain(path.join(folder, 'out', 'compare.html'));
  });

  it.each([
    { file: 'missing.json', problem: /cannot be read/ },
    { file: 'page.html', problem: /is not JSON.*not the page/ },
    { file: 'other.json', problem: /is not the report of a study.*report must be "genvideo-study"/ },
  ])('refuses $file in clear words', async ({ file, problem }) => {
    await expect(readReport(path.join(folder, file))).rejects.toThrow(problem);
  });
});
