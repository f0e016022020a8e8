import { renderBars } from '../html/chart-bars';
import { renderFigure } from '../html/figure';
import { formatDuration } from '../html/format-value';
import { toBatchName } from './batch-name';
import type { BatchReport } from './study-report';

/** The parts of the makespan beyond the ideal, in the order in which they come. */
const HOPS = [
  { key: 'start', text: 'submission to first grant' },
  { key: 'submit', text: 'grant to provider' },
  { key: 'provider', text: 'provider over its time' },
  { key: 'between', text: 'image done to video asked for' },
  { key: 'notice', text: 'provider done to engine' },
  { key: 'handover', text: 'permit back to next grant' },
  { key: 'finish', text: 'last files stored' },
  { key: 'rest', text: 'rest' },
] as const;

/** Where the time beyond the ideal went, hop by hop. */
export function renderLosses(batches: readonly BatchReport[]): string {
  return renderFigure({
    title: 'Where the time beyond the ideal went',
    text: 'Means over the jobs, times the waves that run one after the other. The rest is waves out of step, retries and their back-off.',
    legend: HOPS.map(({ text }, index) => ({ className: `p${index}`, text })),
    charts: [
      renderBars({
        title: 'Seconds beyond the ideal, hop by hop',
        description: batches
          .map(
            (batch) =>
              `${toBatchName(batch)}: ${formatDuration(batch.makespan_seconds - batch.ideal_seconds)}`,
          )
          .join('; '),
        groups: batches.map((batch) => ({
          name: toBatchName(batch),
          bars: [
            {
              parts: HOPS.map(({ key }, index) => ({ className: `p${index}`, value: batch.loss[key] })),
              label: formatDuration(batch.makespan_seconds - batch.ideal_seconds),
            },
          ],
        })),
        labelWidth: 60,
      }),
    ],
    table: {
      caption: 'Seconds beyond the ideal, hop by hop',
      head: ['batch', ...HOPS.map(({ text }) => text), 'together'],
      rows: batches.map((batch) => [
        toBatchName(batch),
        ...HOPS.map(({ key }) => formatDuration(batch.loss[key])),
        formatDuration(batch.makespan_seconds - batch.ideal_seconds),
      ]),
    },
    wide: true,
  });
}
