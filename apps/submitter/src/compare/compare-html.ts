import { renderBars } from '../html/chart-bars';
import { element, textElement } from '../html/element';
import { renderFigure } from '../html/figure';
import { renderTable } from '../html/html-table';
import { renderPage } from '../html/render-page';
import { renderVerdicts } from '../html/verdict-cards';
import type { StudyReport, Verdict } from '../study/study-report';
import { VERDICT_TITLE } from '../study/verdicts';
import type { ComparedBatch, ComparedMetric, Comparison } from './compare-reports';
import { formatChange, formatMetric } from './format-metric';

const toName = ({ size }: ComparedBatch): string => `${size} ${size === 1 ? 'job' : 'jobs'}`;
const MARK: Readonly<Record<ComparedMetric['news'], string>> = { good: '▲ better', bad: '▼ worse', none: '' };

const renderChart = (batches: readonly ComparedBatch[], name: string, text: string): string => {
  const rows = batches.flatMap((batch) =>
    batch.metrics.filter((metric) => metric.name === name).map((metric) => ({ name: toName(batch), metric })),
  );
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return renderFigure({
    title,
    text,
    legend: [
      { className: 'ideal', text: 'A' },
      { className: 'real', text: 'B' },
    ],
    charts: [
      renderBars({
        title,
        description: rows
          .map(
            ({ name: batch, metric }) =>
              `${batch}: ${formatMetric(metric, metric.a)}, then ${formatMetric(metric, metric.b)}`,
          )
          .join('; '),
        groups: rows.map(({ name: batch, metric }) => ({
          name: batch,
          bars: [
            { parts: [{ className: 'ideal', value: metric.a ?? 0 }], label: formatMetric(metric, metric.a) },
            { parts: [{ className: 'real', value: metric.b ?? 0 }], label: formatMetric(metric, metric.b) },
          ],
        })),
        labelWidth: 60,
      }),
    ],
    table: {
      caption: title,
      head: ['batch', 'A', 'B', 'change'],
      rows: rows.map(({ name: batch, metric }) => [
        batch,
        formatMetric(metric, metric.a),
        formatMetric(metric, metric.b),
        formatChange(metric),
      ]),
    },
  });
};

const toStatus = (a: Verdict['status'], b: Verdict['status']): Verdict['status'] => {
  if (a === 'fail' || b === 'fail') return 'fail';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'pass';
};

const renderFigures = (batches: readonly ComparedBatch[]): string =>
  element('section', { class: 'card wide' }, [
    textElement('h2', {}, 'All figures'),
    renderTable({
      caption: 'Batch by batch; a change below 2 % counts as none',
      head: ['batch', 'figure', 'A', 'B', 'change', 'that is'],
      rows: batches.flatMap((batch) =>
        batch.metrics.map((metric) => [
          toName(batch),
          metric.name,
          formatMetric(metric, metric.a),
          formatMetric(metric, metric.b),
          formatChange(metric),
          MARK[metric.news],
        ]),
      ),
    }),
  ]);

const renderSettings = ({ settings }: Comparison, a: StudyReport, b: StudyReport): string =>
  element('section', { class: 'card wide plain' }, [
    textElement('h2', {}, 'What was different'),
    renderTable({
      caption: 'Settings, machine and versions that differ',
      head: ['what', 'A', 'B'],
      rows: [
        ['Study', a.id, b.id],
        ['Began', a.started_at, b.started_at],
        ['Command', a.command, b.command],
        ...settings.map(({ name, a: left, b: right }) => [name, left, right]),
      ],
    }),
  ]);

/** A comparison as one HTML page that needs nothing but itself. */
export function renderComparison(comparison: Comparison, a: StudyReport, b: StudyReport): string {
  const { verdicts, batches } = comparison;
  return renderPage({
    title: `GenVideo studies compared: ${a.id} and ${b.id}`,
    body: [
      element('header', {}, [
        textElement('h1', {}, 'GenVideo: two studies side by side'),
        textElement(
          'p',
          {},
          `A is ${a.id} (limit ${a.settings.limit}); B is ${b.id} (limit ${b.settings.limit}).`,
        ),
      ]),
      renderVerdicts(
        verdicts.map(({ id, a: left, b: right }) => ({
          title: VERDICT_TITLE[id],
          status: toStatus(left, right),
          detail: `A ${left}, B ${right}`,
        })),
      ),
      element('div', { class: 'grid-2' }, [
        renderChart(batches, 'permit use', 'Ideal / real: more is better, 1.000 is all there is.'),
        renderChart(batches, 'makespan', 'First submission to last end: less is better.'),
        renderChart(batches, 'time per job p95', 'Submission to end; 95 % took less.'),
        renderChart(batches, 'processing p95', 'Permit to end; 95 % took less.'),
        renderFigures(batches),
        renderSettings(comparison, a, b),
      ]),
    ],
  });
}
