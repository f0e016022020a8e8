import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseStudyReport } from './study-report';

const sample = readFileSync(path.join(__dirname, '../../../../docs/study/sample-report.json'), 'utf8');

describe('parseStudyReport', () => {
  it('reads what the study writes', () => {
    const report = parseStudyReport(sample);
    expect(report?.batches.map(({ size }) => size)).toEqual([1, 5, 10, 20, 50, 100]);
    expect(report?.batches[0]?.total).toEqual({ p50: 3.326, p95: 3.326, max: 3.326 });
    expect(report?.verdicts.length).toBeGreaterThan(2);
    expect(report?.machine.cpus).toBe(2);
  });

  it.each(['', 'not json', '[]', '{"report":"genvideo-study"}', '{"report":"other","batches":[]}'])(
    'refuses "%s"',
    (text) => {
      expect(parseStudyReport(text)).toBeNull();
    },
  );
});
