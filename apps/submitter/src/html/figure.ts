import { element, textElement } from './element';
import { renderTable, type TableContent } from './html-table';

/** A colour of a chart and what it stands for. */
export interface LegendEntry {
  /** A class of the style sheet: `ideal`, `engine`, `p0`, ... */
  className: string;
  text: string;
  /** `area` unless given. */
  shape?: 'line' | 'dash' | 'dot';
}

export interface FigureContent {
  title: string;
  /** What to see, in a sentence. */
  text?: string;
  legend?: readonly LegendEntry[];
  /** One chart, or several of a kind. */
  charts: readonly string[];
  table: TableContent;
  /** Takes the whole width of the page. */
  wide?: boolean;
}

/** What the colours of a chart stand for. */
export function renderLegend(entries: readonly LegendEntry[]): string {
  const items = entries.map(({ className, text, shape = 'area' }) =>
    element('li', {}, [
      element('span', { class: `key ${shape} ${className}`, 'aria-hidden': 'true' }),
      textElement('span', {}, text),
    ]),
  );
  return element('ul', { class: 'legend' }, items);
}

/** Charts with their heading, their legend and, folded, the numbers behind them. */
export function renderFigure({ title, text, legend, charts, table, wide }: FigureContent): string {
  return element('figure', { class: wide ? 'card wide' : 'card' }, [
    element('figcaption', {}, [
      textElement('h2', {}, title),
      ...(text === undefined ? [] : [textElement('p', {}, text)]),
    ]),
    ...(legend === undefined ? [] : [renderLegend(legend)]),
    element('div', { class: charts.length > 1 ? 'charts many' : 'charts' }, charts),
    element('details', {}, [textElement('summary', {}, 'The numbers'), renderTable(table)]),
  ]);
}
