import { toTicks } from './axis-ticks';
import { element, textElement } from './element';
import { renderSvg } from './svg-chart';

/** Median, 95th percentile and highest value of one group, in seconds; null of a group with no values. */
export interface SpreadGroup {
  name: string;
  spread: { p50: number; p95: number; max: number } | null;
}

export interface SpreadsContent {
  title: string;
  description: string;
  groups: readonly SpreadGroup[];
  /** What the groups are, under the axis. */
  axis: string;
}

const SIZE = { width: 400, height: 250 };
const PLOT = { left: 44, right: 392, top: 26, bottom: 204 };
const HEADROOM = 1.12;
const NARROW = 26;
/** Two labels nearer than this would lie on each other. */
const LABEL_HEIGHT = 10;

const toLabel = (seconds: number): string => seconds.toFixed(seconds < 10 ? 1 : 0);

/** Three marks and the line that joins them; the highest is written above it, the median beside it. */
const renderMarks = (
  x: number,
  y: (value: number) => number,
  { p50, p95, max }: NonNullable<SpreadGroup['spread']>,
) => [
  element('line', { class: 'range', x1: x, x2: x, y1: y(p50), y2: y(max) }),
  element('line', { class: 'max stroke', x1: x - 9, x2: x + 9, y1: y(max), y2: y(max) }),
  element('rect', {
    class: 'p95',
    x: x - 5,
    y: y(p95) - 5,
    width: 10,
    height: 10,
    transform: `rotate(45 ${x.toFixed(1)} ${y(p95).toFixed(1)})`,
  }),
  element('circle', { class: 'p50', cx: x, cy: y(p50), r: 6 }),
  textElement('text', { class: 'value middle', x, y: y(max) - 8 }, toLabel(max)),
  ...(y(p50) - y(max) < LABEL_HEIGHT
    ? []
    : [textElement('text', { class: 'value', x: x + 10, y: y(p50) + 4 }, toLabel(p50))]),
];

/** How times are spread, group by group. */
export function renderSpreads({ title, description, groups, axis }: SpreadsContent): string {
  const highest = Math.max(0.001, ...groups.map(({ spread }) => spread?.max ?? 0)) * HEADROOM;
  const y = (value: number): number => PLOT.bottom - (value / highest) * (PLOT.bottom - PLOT.top);
  const step = (PLOT.right - PLOT.left) / Math.max(1, groups.length);
  const toX = (index: number): number => PLOT.left + step * (index + 0.5);
  const skip = Math.ceil(NARROW / step);
  return renderSvg({ title, description }, SIZE, [
    textElement('text', { class: 'name', x: 4, y: 14 }, title),
    ...toTicks(highest, 4).map((tick) =>
      element('line', { class: 'grid', x1: PLOT.left, x2: PLOT.right, y1: y(tick), y2: y(tick) }),
    ),
    ...toTicks(highest, 4).map((tick) =>
      textElement('text', { class: 'tick end', x: PLOT.left - 6, y: y(tick) + 4 }, `${tick} s`),
    ),
    ...groups.flatMap(({ name, spread }, index) => [
      ...(index % skip === 0
        ? [textElement('text', { class: 'tick middle', x: toX(index), y: PLOT.bottom + 18 }, name)]
        : []),
      ...(spread === null ? [] : renderMarks(toX(index), y, spread)),
    ]),
    textElement('text', { class: 'tick middle', x: (PLOT.left + PLOT.right) / 2, y: PLOT.bottom + 38 }, axis),
  ]);
}
