import type { JSX } from 'preact';
import { toNumber } from '../format/to-number';
import { toPercent } from '../format/to-percent';
import { toSeconds } from '../format/to-seconds';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';
import { Moment } from '../ui/moment';
import { MakespanChart } from './makespan-chart';
import type { Spread, StudyBatch, StudyReport, Verdict } from './study-report';

const { study: texts } = TEXTS;

const toWord = (status: string): string => {
  if (status === 'pass') return texts.passed;
  return status === 'fail' ? texts.failed : texts.unknown;
};

function VerdictCard({ verdict }: { verdict: Verdict }): JSX.Element {
  const { id, status, detail } = verdict;
  return (
    <li class={`card verdict verdict-${status}`}>
      <p class="verdict-word">
        <Icon name={status === 'pass' ? 'check' : 'alert'} size={16} />
        {toWord(status)}
      </p>
      <p class="verdict-name">{texts.verdicts[id] ?? id.replaceAll('_', ' ')}</p>
      <p class="soft">{detail}</p>
    </li>
  );
}

const toTimes = (total: Spread | null): string[] =>
  total === null ? ['–', '–', '–'] : [total.p50, total.p95, total.max].map(toSeconds);

const toCells = (batch: StudyBatch, limit: number): string[] => [
  toPercent(batch.success_rate * 100),
  toNumber(batch.retries),
  ...toTimes(batch.total),
  toSeconds(batch.makespan_seconds),
  toSeconds(batch.ideal_seconds),
  `${batch.highest.provider ?? batch.highest.engine ?? '–'} / ${limit}`,
  batch.provider === null ? '–' : toNumber(batch.provider.submissions),
];

const COLUMNS = [
  ...[texts.size, texts.success, texts.retries, texts.p50, texts.p95, texts.max],
  ...[texts.makespan, texts.ideal, texts.atOnce, texts.submissions],
];

function BatchTable({ report }: { report: StudyReport }): JSX.Element {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={texts.table}>
      <table class="table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.batches.map((batch) => (
            <tr key={batch.size}>
              <th scope="row">{toNumber(batch.size)}</th>
              {toCells(batch, report.settings.limit).map((cell, index) => (
                <td key={COLUMNS[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A study as it was measured. */
export function ReportView({ report }: { report: StudyReport }): JSX.Element {
  const { machine } = report;
  return (
    <div class="report">
      <ul class="verdicts" role="list">
        {report.verdicts.map((verdict) => (
          <VerdictCard key={verdict.id} verdict={verdict} />
        ))}
      </ul>
      <MakespanChart batches={report.batches} />
      <BatchTable report={report} />
      <dl class="facts">
        <div>
          <dt>{texts.taken}</dt>
          <dd>
            <Moment at={report.started_at} />
          </dd>
        </div>
        <div>
          <dt>{texts.machine}</dt>
          <dd>{`${machine.cpu}, ${toNumber(machine.cpus)} × CPU, ${toNumber(machine.memory_gib, 1)} GiB`}</dd>
        </div>
        <div class="facts-wide">
          <dt>{texts.command}</dt>
          <dd>
            <code>{report.command}</code>
          </dd>
        </div>
      </dl>
    </div>
  );
}
