import { renderSpreads } from '../html/chart-spreads';
import { renderFigure } from '../html/figure';
import { formatDuration } from '../html/format-value';
import { toBatchName } from './batch-name';
import type { BatchReport, Spread } from './study-report';

const toSpreadCells = (spread: Spread | null): string[] =>
  spread === null ? ['–', '–', '–'] : [spread.p50, spread.p95, spread.max].map(formatDuration);

/** Time per job, batch by batch. */
export function renderTimes(batches: readonly BatchReport[]): string {
  const toGroups = (pick: (batch: BatchReport) => Spread | null) =>
    batches.map((batch) => ({ name: String(batch.size), spread: pick(batch) }));
  const chart = (title: string, pick: (batch: BatchReport) => Spread | null): string =>
    renderSpreads({
      title,
      description: 'Median, 95th percentile and highest, for each batch size; the numbers are in the table.',
      groups: toGroups(pick),
      axis: 'jobs in the batch',
    });
  return renderFigure({
    title: 'Time per job',
    text: 'Waiting grows with the batch, as it must under a limit. Processing should not.',
    legend: [
      { className: 'p50', shape: 'dot', text: 'median' },
      { className: 'p95', text: '95 % took less' },
      { className: 'max', shape: 'line', text: 'longest' },
    ],
    charts: [
      chart('Waiting for a permit', ({ queue }) => queue),
      chart('Processing, permit to end', ({ processing }) => processing),
      chart('All, submission to end', ({ total }) => total),
    ],
    table: {
      caption: 'Completed jobs: median, 95th percentile, longest',
      head: ['batch', 'wait p50', 'p95', 'max', 'process p50', 'p95', 'max', 'all p50', 'p95', 'max'],
      rows: batches.map((batch) => [
        toBatchName(batch),
        ...[batch.queue, batch.processing, batch.total].flatMap(toSpreadCells),
      ]),
    },
    wide: true,
  });
}
