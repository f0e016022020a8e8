import { element, textElement } from '../html/element';
import { formatDuration, formatPercent, formatRatio } from '../html/format-value';
import { renderTable } from '../html/html-table';
import { renderPage } from '../html/render-page';
import { renderResult, renderVerdicts } from '../html/verdict-cards';
import { toBatchName } from './batch-name';
import { describeSettings } from './describe-settings';
import { renderLoad } from './render-load';
import { renderLosses } from './render-losses';
import { renderMakespan } from './render-makespan';
import { renderOutcomes } from './render-outcomes';
import { renderTimes } from './render-times';
import type { BatchReport, StudyReport } from './study-report';
import { VERDICT_TITLE } from './verdicts';

const sum = (batches: readonly BatchReport[], pick: (batch: BatchReport) => number): number =>
  batches.reduce((total, batch) => total + pick(batch), 0);

const renderHeader = ({ started_at, completed_at, settings, verdicts }: StudyReport): string => {
  const seconds = (Date.parse(completed_at) - Date.parse(started_at)) / 1_000;
  const mock = settings.providers === 'mocks' ? ' MOCK providers: nothing was sent out or paid.' : '';
  const day = started_at.slice(0, 16).replace('T', ' ');
  return element('header', {}, [
    renderResult(verdicts),
    textElement('h1', {}, `GenVideo study: ${settings.batches.join(', ')} jobs at limit ${settings.limit}`),
    textElement('p', {}, `${day} UTC, ${formatDuration(seconds)} in all.${mock}`),
  ]);
};

const fact = (name: string, value: string, note: string): string =>
  element('div', {}, [
    textElement('dt', {}, name),
    element('dd', {}, `${textElement('span', {}, value)}${textElement('small', {}, note)}`),
  ]);

const renderFacts = ({ batches, settings }: StudyReport): string => {
  const jobs = sum(batches, ({ size }) => size);
  const completed = sum(batches, ({ outcomes }) => outcomes.completed);
  const largest = batches.reduce((most, batch) => (batch.size > most.size ? batch : most));
  const highest = Math.max(
    ...batches.map(({ highest: { engine, provider } }) => Math.max(engine, provider ?? 0)),
  );
  const tries = sum(batches, (batch) => batch.tries);
  return element('dl', { class: 'facts' }, [
    fact('Completed', formatPercent(completed / jobs), `${completed} of ${jobs} jobs`),
    fact('Permit use', formatRatio(largest.permit_use), `batch of ${largest.size}; ideal / real`),
    fact('Most at once', String(highest), `limit ${settings.limit}`),
    fact('Tries', String(tries), `${sum(batches, ({ retries }) => retries)} of them retries`),
    fact(
      'Longest processing',
      formatDuration(Math.max(...batches.map(({ processing }) => processing?.max ?? 0))),
      'permit to end',
    ),
  ]);
};

const renderInvariants = (batches: StudyReport['batches']): string =>
  element('section', { class: 'card wide plain' }, [
    textElement('h2', {}, 'The invariants, batch by batch'),
    renderTable({
      caption: 'What was measured for each',
      head: ['batch', ...Object.values(VERDICT_TITLE)],
      rows: batches.map((batch) => [
        toBatchName(batch),
        ...batch.verdicts.map(
          ({ status, detail }) => `${status === 'pass' ? '✓' : status === 'fail' ? '✗' : '?'} ${detail}`,
        ),
      ]),
    }),
  ]);

const renderSettings = (report: StudyReport): string =>
  element('section', { class: 'card wide plain' }, [
    textElement('h2', {}, 'How this was measured'),
    renderTable({
      caption: 'Settings, machine, versions',
      head: ['what', 'value'],
      rows: describeSettings(report),
    }),
  ]);

/** The report as one HTML page that needs nothing but itself. */
export function renderReport(report: StudyReport): string {
  const { batches, verdicts, settings } = report;
  return renderPage({
    title: `GenVideo study at limit ${settings.limit}, ${report.started_at.slice(0, 10)}`,
    body: [
      renderHeader(report),
      renderVerdicts(verdicts.map(({ id, ...rest }) => ({ title: VERDICT_TITLE[id], ...rest }))),
      renderFacts(report),
      element('div', { class: 'grid-2' }, [
        renderLoad(batches),
        renderMakespan(batches),
        renderOutcomes(batches),
        renderTimes(batches),
        renderLosses(batches),
        renderInvariants(batches),
        renderSettings(report),
      ]),
      textElement(
        'p',
        { class: 'foot' },
        'The same numbers, and each job, are in the JSON file beside this page.',
      ),
    ],
  });
}
