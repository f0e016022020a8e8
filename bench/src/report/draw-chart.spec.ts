import { toMeasurement, toResult } from '../../test/to-measurement';
import { drawChart } from './draw-chart';

describe('drawChart', () => {
  it('draws a bar per contestant with its median', () => {
    const svg = drawChart(
      toResult({
        measurements: [
          toMeasurement({ contestant: 'genvideo', jobs_per_second: 20 }),
          toMeasurement({ contestant: 'bare', jobs_per_second: 40 }),
        ],
      }),
    );
    expect(svg.match(/<rect x=/g)).toHaveLength(2);
    expect(svg).toContain('>20.0</text>');
    expect(svg).toContain('>40.0</text>');
  });

  it('marks where the use of permits would be perfect', () => {
    const svg = drawChart(toResult({ measurements: [toMeasurement({ kind: 'use', use: 0.9 })] }));
    expect(svg).toContain('stroke-dasharray');
  });

  it('writes what stands in texts as text', () => {
    const svg = drawChart(toResult({ measurements: [toMeasurement({ scenario: 'a < b & "c"' })] }));
    expect(svg).toContain('a &lt; b &amp; &quot;c&quot;');
  });

  it('is a picture even of nothing', () => {
    expect(drawChart(toResult({}))).toMatch(/^<svg .*<\/svg>\n$/s);
  });
});
