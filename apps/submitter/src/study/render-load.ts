import { renderTimeline } from '../html/chart-timeline';
import { renderFigure } from '../html/figure';
import { formatDuration } from '../html/format-value';
import { toBatchName } from './batch-name';
import type { BatchReport, StepPoint } from './study-report';

/** How many moments of each batch the table behind the curves shows. */
const MOMENTS = 6;

const countAt = (steps: readonly StepPoint[], seconds: number): number =>
  steps.findLast(([at]) => at <= seconds)?.[1] ?? 0;

const toMoments = (batch: BatchReport): string[][] =>
  Array.from({ length: MOMENTS }, (_, index) => {
    const at = (batch.makespan_seconds * (index + 0.5)) / MOMENTS;
    const provider = batch.provider_steps === null ? '–' : String(countAt(batch.provider_steps, at));
    return [
      toBatchName(batch),
      formatDuration(at),
      String(countAt(batch.engine_steps, at)),
      provider,
      String(batch.limit),
    ];
  });

/** Jobs over time against the limit, a chart for each batch. */
export function renderLoad(batches: readonly BatchReport[]): string {
  const charts = batches.map((batch) =>
    renderTimeline({
      title: toBatchName(batch),
      description: `At most ${batch.highest.engine} ran at once by the engine and ${batch.highest.provider ?? 'an unknown number'} by the provider, at a limit of ${batch.limit}, in ${formatDuration(batch.makespan_seconds)}.`,
      area: batch.engine_steps,
      line: batch.provider_steps,
      limit: batch.limit,
      end: batch.makespan_seconds,
    }),
  );
  return renderFigure({
    title: 'Jobs that ran at once, against the limit',
    text: 'Full up to the red line is what the limit allows; above it would be a broken limit.',
    legend: [
      { className: 'engine', text: 'jobs executing, by the engine' },
      { className: 'provider', shape: 'line', text: 'tasks running, by the provider’s own ledger' },
      { className: 'limit', shape: 'dash', text: 'limit' },
    ],
    charts,
    table: {
      caption: `Jobs at ${MOMENTS} moments of each batch`,
      head: ['batch', 'after', 'jobs (engine)', 'tasks (provider)', 'limit'],
      rows: batches.flatMap(toMoments),
    },
    wide: true,
  });
}
