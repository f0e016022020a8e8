import type { Spread } from './spread';

/** One bar with its whisker. */
export interface Bar {
  label: string;
  colour: string;
  value: Spread;
}

/** What a panel shows: bars from zero to `top`, with a line at `mark`. */
export interface Panel {
  title: string;
  bars: readonly Bar[];
  /** How values are written. */
  digits: number;
  /** Where a bar would be perfect; default none. */
  mark?: number;
}

const WIDTH = 900;
const LABEL_WIDTH = 290;
const VALUE_WIDTH = 90;
const BAR_WIDTH = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
const ROW_HEIGHT = 24;
const BAR_HEIGHT = 14;
const TITLE_HEIGHT = 44;
const MARGIN = 16;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const round = (value: number): number => Math.round(value * 10) / 10;

interface Place {
  top: number;
  /** From a value to its place from the left. */
  toX: (value: number) => number;
  digits: number;
}

function drawBar({ label, colour, value }: Bar, { top, toX, digits }: Place): string[] {
  const middle = top + ROW_HEIGHT / 2;
  const [from, to] = [round(toX(value.min)), round(toX(value.max))];
  const width = round(Math.max(0, toX(value.median) - LABEL_WIDTH));
  return [
    `<text x="${LABEL_WIDTH - 8}" y="${middle + 4}" text-anchor="end">${escapeXml(label)}</text>`,
    `<rect x="${LABEL_WIDTH}" y="${middle - BAR_HEIGHT / 2}" width="${width}" height="${BAR_HEIGHT}" fill="${colour}" fill-opacity="0.75"/>`,
    `<path d="M${from} ${middle - 4}v8M${from} ${middle}H${to}M${to} ${middle - 4}v8" stroke="#111827" fill="none"/>`,
    `<text x="${Math.max(to, round(toX(value.median))) + 6}" y="${middle + 4}">${value.median.toFixed(digits)}</text>`,
  ];
}

function drawPanel({ title, bars, digits, mark }: Panel, top: number): string[] {
  const greatest = Math.max(mark ?? 0, ...bars.map(({ value }) => value.max), Number.MIN_VALUE);
  const toX = (value: number): number => LABEL_WIDTH + (BAR_WIDTH * Math.max(0, value)) / greatest;
  const rows = bars.flatMap((bar, index) =>
    drawBar(bar, { top: top + TITLE_HEIGHT + index * ROW_HEIGHT, toX, digits }),
  );
  const line =
    mark === undefined
      ? []
      : [
          `<path d="M${round(toX(mark))} ${top + TITLE_HEIGHT}v${bars.length * ROW_HEIGHT}" stroke="#16a34a" stroke-dasharray="4 3" fill="none"/>`,
        ];
  return [
    `<text x="${MARGIN}" y="${top + 30}" font-weight="bold">${escapeXml(title)}</text>`,
    ...rows,
    ...line,
  ];
}

const heightOf = ({ bars }: Panel): number => TITLE_HEIGHT + bars.length * ROW_HEIGHT;

/** Panels of bars, one below the other, as an SVG that needs nothing else. */
export function drawBars(panels: readonly Panel[]): string {
  let top = 0;
  const parts = panels.flatMap((panel) => {
    const drawn = drawPanel(panel, top);
    top += heightOf(panel);
    return drawn;
  });
  const height = top + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" fill="#111827">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
