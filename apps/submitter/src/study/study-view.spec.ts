import { PassThrough } from 'node:stream';
import { createSampleMeasurements } from '../../test/sample-report';
import { measureBatch } from './measure-batch';
import { createStudyView } from './study-view';

const show = (isTTY: boolean): string => {
  const output = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  const view = createStudyView(output);
  const sample = { atMs: 0, held: 2, waiting: 2, in_flight: 2 };
  view.notice('Begin');
  view.progress({ size: 4, limit: 2, ended: 0, seconds: 1, sample });
  view.batchEnded(measureBatch(createSampleMeasurements()));
  return String(output.read());
};

describe('createStudyView', () => {
  it('writes one line per batch into a pipe', () => {
    const lines = show(false).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(
      /^✓ +4 jobs {2}4 completed {2}6\.5 s \(ideal 6\.0 s\) {2}permit use 0\.923 .* 2 of 2 at once {2}0 retries$/,
    );
  });

  it('keeps a terminal up to date, in one line that fits', () => {
    const text = show(true);
    expect(text).toContain('2 of 2 permits');
    for (const line of text.split(/\r\u001b\[2K/)) expect(line.split('…').length).toBeLessThanOrEqual(3);
  });
});
