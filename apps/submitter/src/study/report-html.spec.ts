import { createSampleMeasurements, createSampleReport } from '../../test/sample-report';
import { measureBatch } from './measure-batch';
import { renderReport } from './report-html';
import { studyReportSchema } from './study-report';
import { toTotalVerdicts } from './verdicts';

describe('renderReport', () => {
  const html = renderReport(createSampleReport());

  it('is one page that asks the network for nothing', () => {
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script|<link|@import|url\(|src=|https?:\/\//);
  });

  it('says what held, in words', () => {
    expect(html).toContain('✓ All 4 invariants hold');
    expect(html).toContain('Limit held: PASS');
    expect(html).toContain('Permits back to zero: PASS');
  });

  it('has a name and a table for each chart', () => {
    const charts = html.match(/<svg [^>]*role="img" aria-label="[^"]+"/g) ?? [];
    expect(charts).toHaveLength(7);
    expect(html.match(/<figure/g)).toHaveLength(5);
    expect(html.match(/<details>/g)).toHaveLength(5);
  });

  it('shows a broken limit', () => {
    const base = createSampleMeasurements();
    const provider = base.provider && {
      ...base.provider,
      count: { ...base.provider.count, max_in_flight: 3 },
    };
    const batches = [measureBatch({ ...base, provider })];
    const broken = renderReport(createSampleReport({ batches, verdicts: toTotalVerdicts(batches) }));
    expect(broken).toContain('✗ 1 of 4 invariants broken');
    expect(broken).toContain('Limit held: FAIL');
  });

  it('takes nothing it is told for markup', () => {
    const command = 'study --faults \'{"a":"<script>alert(1)</script>"}\'';
    expect(renderReport(createSampleReport({ command }))).not.toContain('<script>');
  });

  it('is made from what the schema knows', () => {
    expect(studyReportSchema.parse(createSampleReport())).toEqual(createSampleReport());
  });
});
