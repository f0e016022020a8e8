import { element, textElement } from './element';
import { renderSvg } from './svg-chart';

/** A part of a bar. */
export interface BarPart {
  /** A class of the style sheet, for its colour. */
  className: string;
  value: number;
}

export interface Bar {
  /** Parts one after the other; those below 0 are left out. */
  parts: readonly BarPart[];
  /** Written at its end. */
  label: string;
}

export interface BarGroup {
  name: string;
  bars: readonly Bar[];
}

export interface BarsContent {
  title: string;
  description: string;
  groups: readonly BarGroup[];
  /** Room for the labels, in units of the chart. Default 96. */
  labelWidth?: number;
}

const WIDTH = 400;
const NAME_WIDTH = 62;
const BAR = 15;
const BAR_GAP = 3;
const GROUP_GAP = 14;
const LEAST = 1.5;

const renderBar = ({ parts, label }: Bar, top: number, scale: (value: number) => number): string[] => {
  const shown = parts.filter(({ value }) => value > 0);
  let x = NAME_WIDTH;
  const rects = shown.map(({ className, value }) => {
    const width = Math.max(LEAST, scale(value));
    const rect = element('rect', { class: className, x, y: top, width, height: BAR, rx: 2 });
    x += width;
    return rect;
  });
  return [...rects, textElement('text', { class: 'value', x: x + 6, y: top + BAR - 3 }, label)];
};

/** Bars from left to right, in groups from top to bottom; a bar may have parts. */
export function renderBars({ title, description, groups, labelWidth = 96 }: BarsContent): string {
  const totals = groups.flatMap(({ bars }) =>
    bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + Math.max(0, value), 0)),
  );
  const highest = Math.max(1e-9, ...totals);
  const scale = (value: number): number => (value / highest) * (WIDTH - NAME_WIDTH - labelWidth);
  let top = 6;
  const drawn = groups.flatMap(({ name, bars }) => {
    const height = bars.length * (BAR + BAR_GAP) - BAR_GAP;
    const marks = [
      textElement('text', { class: 'tick end', x: NAME_WIDTH - 8, y: top + height / 2 + 4 }, name),
      ...bars.flatMap((bar, index) => renderBar(bar, top + index * (BAR + BAR_GAP), scale)),
    ];
    top += height + GROUP_GAP;
    return marks;
  });
  return renderSvg({ title, description }, { width: WIDTH, height: top - GROUP_GAP + 6 }, drawn);
}
