import { renderBars } from '../html/chart-bars';
import { renderFigure } from '../html/figure';
import { formatDuration, formatRatio } from '../html/format-value';
import { toBatchName } from './batch-name';
import type { BatchReport } from './study-report';

/** Makespan against the ideal. */
export function renderMakespan(batches: readonly BatchReport[]): string {
  return renderFigure({
    title: 'Makespan against the ideal',
    text: 'Permit use is ideal / real: 1.000 would lose no time at all.',
    legend: [
      { className: 'ideal', text: 'ideal' },
      { className: 'real', text: 'real, with permit use' },
    ],
    charts: [
      renderBars({
        title: 'Makespan against the ideal',
        description: batches
          .map(
            (batch) =>
              `${toBatchName(batch)}: ${formatDuration(batch.makespan_seconds)}, ideal ${formatDuration(batch.ideal_seconds)}`,
          )
          .join('; '),
        groups: batches.map((batch) => ({
          name: toBatchName(batch),
          bars: [
            {
              parts: [{ className: 'ideal', value: batch.ideal_seconds }],
              label: formatDuration(batch.ideal_seconds),
            },
            {
              parts: [{ className: 'real', value: batch.makespan_seconds }],
              label: `${formatDuration(batch.makespan_seconds)} · ${formatRatio(batch.permit_use)}`,
            },
          ],
        })),
      }),
    ],
    table: {
      caption: 'First submission to last end',
      head: ['batch', 'real', 'ideal', 'permit use', 'image at provider (p50)', 'video at provider (p50)'],
      rows: batches.map((batch) => [
        toBatchName(batch),
        formatDuration(batch.makespan_seconds),
        formatDuration(batch.ideal_seconds),
        formatRatio(batch.permit_use),
        formatDuration(batch.stage_seconds.image?.p50 ?? null),
        formatDuration(batch.stage_seconds.video?.p50 ?? null),
      ]),
    },
  });
}
