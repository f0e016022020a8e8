import { renderBars } from '../html/chart-bars';
import { renderFigure } from '../html/figure';
import { formatPercent } from '../html/format-value';
import type { TableContent } from '../html/html-table';
import { toBatchName } from './batch-name';
import type { BatchReport } from './study-report';

const describeRetries = ({ retries }: BatchReport): string =>
  retries === 0 ? 'no retry' : `${retries} ${retries === 1 ? 'retry' : 'retries'}`;

const toTable = (batches: readonly BatchReport[]): TableContent => ({
  caption: 'How the jobs ended',
  head: ['batch', 'completed', 'failed', 'cancelled', 'lost', 'success', 'tries', 'retries', 'submissions'],
  rows: batches.map((batch) => {
    const { completed, failed, cancelled, lost } = batch.outcomes;
    return [
      toBatchName(batch),
      ...[completed, failed, cancelled, lost].map(String),
      formatPercent(batch.success_rate),
      String(batch.tries),
      String(batch.retries),
      batch.provider === null ? '–' : String(batch.provider.submissions),
    ];
  }),
});

/** How the jobs ended, and how often a stage was tried again. */
export function renderOutcomes(batches: readonly BatchReport[]): string {
  const toParts = ({ outcomes, size }: BatchReport) => [
    { className: 'good', value: outcomes.completed / size },
    { className: 'bad', value: (outcomes.failed + outcomes.lost) / size },
    { className: 'open', value: outcomes.cancelled / size },
  ];
  return renderFigure({
    title: 'Success and retries',
    text: 'Each bar is all jobs of a batch.',
    legend: [
      { className: 'good', text: 'completed' },
      { className: 'bad', text: 'failed or lost' },
      { className: 'open', text: 'cancelled' },
    ],
    charts: [
      renderBars({
        title: 'Success and retries',
        description: batches
          .map(
            (batch) =>
              `${toBatchName(batch)}: ${batch.outcomes.completed} completed, ${describeRetries(batch)}`,
          )
          .join('; '),
        groups: batches.map((batch) => ({
          name: toBatchName(batch),
          bars: [
            {
              parts: toParts(batch),
              label: `${formatPercent(batch.success_rate)}, ${describeRetries(batch)}`,
            },
          ],
        })),
        labelWidth: 126,
      }),
    ],
    table: toTable(batches),
  });
}
