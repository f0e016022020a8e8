import type { BatchLine } from '@genvideo/progress-client';

/**
 * The lines of a file of results of which only the beginning may be there: a last line that is cut off is left out. Of
 * an item that ran again, the latest line counts.
 */
export function parseLines(text: string): readonly BatchLine[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const byIndex = new Map<number, BatchLine>();
  for (const line of whole.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = JSON.parse(line) as BatchLine;
    const before = byIndex.get(parsed.index);
    if (before === undefined || before.attempt <= parsed.attempt) byIndex.set(parsed.index, parsed);
  }
  return [...byIndex.values()].sort((left, right) => left.index - right.index);
}
