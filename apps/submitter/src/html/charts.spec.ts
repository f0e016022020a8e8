import { renderBars } from './chart-bars';
import { renderSpreads } from './chart-spreads';
import { renderTimeline } from './chart-timeline';

const NUMBER = / (?:x|y|cx|cy|x1|x2|y1|y2|width|height)="([^"]+)"/g;

const toNumbers = (svg: string): number[] => [...svg.matchAll(NUMBER)].map(([, text]) => Number(text));

describe('renderTimeline', () => {
  const chart = { title: '2 jobs', description: 'One at a time.', limit: 1, end: 4 };

  it('draws steps, the provider over them, and the limit', () => {
    const svg = renderTimeline({
      ...chart,
      area: [
        [0, 1],
        [4, 0],
      ],
      line: [
        [0.5, 1],
        [3.5, 0],
      ],
    });
    expect(svg).toContain('class="engine area"');
    expect(svg).toContain('class="provider line"');
    expect(svg).toContain('>limit 1<');
    expect(toNumbers(svg).every(Number.isFinite)).toBe(true);
  });

  it('draws a batch in which nothing ran', () => {
    const svg = renderTimeline({ ...chart, area: [], line: null, end: 0 });
    expect(svg).not.toContain('provider');
    expect(svg).not.toContain('NaN');
  });
});

describe('renderSpreads', () => {
  it('leaves a group without values empty', () => {
    const svg = renderSpreads({
      title: 'Time',
      description: '',
      axis: 'jobs',
      groups: [
        { name: '1', spread: { p50: 1, p95: 2, max: 3 } },
        { name: '5', spread: null },
      ],
    });
    expect(svg.match(/class="p50"/g)).toHaveLength(1);
    expect(toNumbers(svg).every(Number.isFinite)).toBe(true);
  });
});

describe('renderBars', () => {
  it('puts the parts of a bar one after the other and leaves out what is not there', () => {
    const parts = [
      { className: 'p0', value: 1 },
      { className: 'p1', value: -1 },
      { className: 'p2', value: 3 },
    ];
    const svg = renderBars({
      title: 'A & B',
      description: '',
      groups: [{ name: 'a', bars: [{ parts, label: '4 s' }] }],
    });
    expect(svg.match(/<rect/g)).toHaveLength(2);
    expect(svg).toContain('aria-label="A &amp; B. "');
    const [first, second] = [...svg.matchAll(/<rect[^>]* width="([^"]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(second).toBeCloseTo(3 * (first ?? 0), 0);
  });
});
