import { element, textElement } from './element';

export interface TableContent {
  caption: string;
  head: readonly string[];
  /** The first cell of a row is its heading. */
  rows: readonly (readonly string[])[];
}

const toRow = ([heading = '', ...cells]: readonly string[]): string =>
  element('tr', {}, [
    textElement('th', { scope: 'row' }, heading),
    ...cells.map((cell) => textElement('td', {}, cell)),
  ]);

/** A table that scrolls by itself where it is too wide. */
export function renderTable({ caption, head, rows }: TableContent): string {
  const headings = head.map((text) => textElement('th', { scope: 'col' }, text));
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    element('table', {}, [
      textElement('caption', {}, caption),
      element('thead', {}, element('tr', {}, headings)),
      element('tbody', {}, rows.map(toRow)),
    ]),
  );
}
