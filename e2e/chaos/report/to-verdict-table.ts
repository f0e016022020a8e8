import { RULES, type Rule } from '../check/violation';
import type { ChaosResult } from './chaos-result';

/** A Markdown table as Prettier lays it out. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const toLine = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [
    toLine(head),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(toLine),
  ].join('\n');
}

/** One line for each rule. */
export function toVerdictTable({ violations }: Pick<ChaosResult, 'violations'>): string {
  const rows = (Object.keys(RULES) as Rule[]).map((rule) => {
    const count = violations.filter((violation) => violation.rule === rule).length;
    return [RULES[rule], count === 0 ? 'holds' : `violated ${count} times`];
  });
  return toTable(['what has to hold', 'verdict'], rows);
}
