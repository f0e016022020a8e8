import { element, textElement } from './element';

export interface VerdictCard {
  title: string;
  status: 'pass' | 'fail' | 'unknown';
  detail: string;
}

const MARK: Readonly<Record<VerdictCard['status'], string>> = { pass: '✓', fail: '✗', unknown: '?' };
const WORD: Readonly<Record<VerdictCard['status'], string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  unknown: 'NOT MEASURED',
};

/** Invariants with how they came out. */
export function renderVerdicts(cards: readonly VerdictCard[]): string {
  const items = cards.map(({ title, status, detail }) =>
    element('li', { class: `verdict ${status}` }, [
      element('span', { class: 'mark', 'aria-hidden': 'true' }, MARK[status]),
      textElement('strong', {}, `${title}: ${WORD[status]}`),
      textElement('p', {}, detail),
    ]),
  );
  return element('ul', { class: 'cards' }, items);
}

/** All invariants in one mark. */
export function renderResult(cards: readonly Pick<VerdictCard, 'status'>[]): string {
  const failed = cards.filter(({ status }) => status === 'fail').length;
  const unknown = cards.some(({ status }) => status === 'unknown');
  if (failed > 0)
    return textElement('p', { class: 'result fail' }, `✗ ${failed} of ${cards.length} invariants broken`);
  return unknown
    ? textElement('p', { class: 'result unknown' }, '? Nothing broken, but not everything measured')
    : textElement('p', { class: 'result pass' }, `✓ All ${cards.length} invariants hold`);
}
