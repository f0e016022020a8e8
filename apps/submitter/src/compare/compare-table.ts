import Table from 'cli-table3';
import { VERDICT_TITLE } from '../study/verdicts';
import type { ComparedMetric, Comparison } from './compare-reports';
import { formatChange, formatMetric } from './format-metric';

const NEWS: Readonly<Record<ComparedMetric['news'], string>> = { good: 'better', bad: 'worse', none: '' };

/** A comparison for terminals: tables of what differs. */
export function formatComparison(
  { verdicts, settings, batches }: Comparison,
  { colour }: { colour: boolean },
): string {
  const style = colour ? { head: ['cyan'], border: ['grey'] } : { head: [], border: [] };
  const figures = new Table({
    head: ['jobs', 'figure', 'A', 'B', 'change', ''],
    style,
    colAligns: ['right', 'left', 'right', 'right', 'right', 'left'],
  });
  for (const { size, metrics } of batches)
    for (const [index, metric] of metrics.entries())
      figures.push([
        index === 0 ? size : '',
        metric.name,
        formatMetric(metric, metric.a),
        formatMetric(metric, metric.b),
        formatChange(metric),
        NEWS[metric.news],
      ]);
  const rest = new Table({ head: ['', 'A', 'B'], style, wordWrap: true, colWidths: [24, 44, 44] });
  rest.push(...verdicts.map(({ id, a, b }) => [VERDICT_TITLE[id], a, b]));
  rest.push(...settings.map(({ name, a, b }) => [name, a, b]));
  return `${figures.toString()}\n${rest.toString()}\n`;
}
