import { toTicks } from './axis-ticks';
import { element, textElement } from './element';
import { renderSvg } from './svg-chart';

type Point = readonly [seconds: number, count: number];

export interface TimelineContent {
  title: string;
  description: string;
  /** An area: how many from each moment on, in seconds. */
  area: readonly Point[];
  /** A line over it; null for none. */
  line: readonly Point[] | null;
  limit: number;
  /** Where the time axis ends, in seconds. */
  end: number;
}

const SIZE = { width: 400, height: 200 };
const PLOT = { left: 34, right: 388, top: 22, bottom: 168 };
const HEADROOM = 1.15;

type Place = (value: number) => number;

/** The corners of a curve that keeps its height until the next point. */
const toCorners = (points: readonly Point[], end: number, [x, y]: readonly [Place, Place]): string => {
  const corners: string[] = [];
  let height = 0;
  for (const [at, count] of points) {
    const place = x(Math.min(end, at)).toFixed(1);
    corners.push(`${place},${y(height).toFixed(1)}`, `${place},${y(count).toFixed(1)}`);
    height = count;
  }
  return corners.join(' ');
};

const renderAxes = (x: Place, y: Place, { end, highest }: { end: number; highest: number }): string[] => [
  ...toTicks(highest, 4, true).map((tick) =>
    element('line', { class: 'grid', x1: PLOT.left, x2: PLOT.right, y1: y(tick), y2: y(tick) }),
  ),
  ...toTicks(highest, 4, true).map((tick) =>
    textElement('text', { class: 'tick end', x: PLOT.left - 6, y: y(tick) + 4 }, String(tick)),
  ),
  ...toTicks(end, 5).map((tick) =>
    textElement('text', { class: 'tick middle', x: x(tick), y: PLOT.bottom + 18 }, `${tick} s`),
  ),
];

/** How many ran over time, against the limit. */
export function renderTimeline({ title, description, area, line, limit, end }: TimelineContent): string {
  const all = [...area, ...(line ?? [])].map(([, count]) => count);
  const highest = Math.max(limit, ...all) * HEADROOM;
  const x: Place = (seconds) => PLOT.left + (seconds / Math.max(end, 0.001)) * (PLOT.right - PLOT.left);
  const y: Place = (count) => PLOT.bottom - (count / highest) * (PLOT.bottom - PLOT.top);
  const base = y(0);
  const first = x(area[0]?.[0] ?? 0);
  return renderSvg({ title, description }, SIZE, [
    textElement('text', { class: 'name', x: PLOT.left, y: 14 }, title),
    ...renderAxes(x, y, { end, highest }),
    element('polygon', { class: 'engine area', points: `${first},${base} ${toCorners(area, end, [x, y])}` }),
    ...(line === null
      ? []
      : [element('polyline', { class: 'provider line', points: toCorners(line, end, [x, y]) })]),
    element('line', { class: 'limit line dash', x1: PLOT.left, x2: PLOT.right, y1: y(limit), y2: y(limit) }),
    textElement('text', { class: 'limit-text end', x: PLOT.right, y: y(limit) - 5 }, `limit ${limit}`),
  ]);
}
