import Table from 'cli-table3';
import { describeJobCount } from './describe-batch';
import type { FollowedJob } from './followed-job';
import type { BadLine } from './job-row';

export interface SummaryOptions {
  /** Where a file of a job lies on this machine, or null. */
  findFile: (workflowId: string, assetUrl: string) => string | null;
  /** Colours, for terminals. */
  colour: boolean;
  /** How to go on when the bad lines are put right, null when there are none. */
  mending: string | null;
}

const toTableRow = ({ planned, end }: FollowedJob): (string | number)[] => {
  const start = [planned.id, end?.status ?? 'running'];
  const result = end?.result ?? null;
  if (result === null) return [...start, '', '', ''];
  return [...start, result.processing_time.toFixed(1), result.attempts, result.assets.length];
};

const toTable = (jobs: readonly FollowedJob[], colour: boolean): string => {
  const table = new Table({
    head: ['id', 'status', 'seconds', 'tries', 'files'],
    style: colour ? { head: ['cyan'], border: ['grey'] } : { head: [], border: [] },
    colAligns: ['left', 'left', 'right', 'right', 'right'],
  });
  table.push(...jobs.map(toTableRow));
  return table.toString();
};

const toSection = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];

const toFileLines = (jobs: readonly FollowedJob[], findFile: SummaryOptions['findFile']): string[] =>
  jobs.flatMap(({ planned, end }) =>
    (end?.result?.assets ?? []).map(({ url }) => {
      const local = findFile(planned.id, url);
      return local === null ? url : `${local}  ${url}`;
    }),
  );

const toReasonLines = (jobs: readonly FollowedJob[]): string[] =>
  jobs.flatMap(({ planned, end }) =>
    end === null || end.status === 'completed'
      ? []
      : [`${planned.id} ${end.status}: ${end.reason ?? 'it does not say why'}`],
  );

/** How a batch ended: a table of its jobs, where their files are, and in words what did not work. */
export function formatSummary(
  jobs: readonly FollowedJob[],
  badLines: readonly BadLine[],
  { findFile, colour, mending }: SummaryOptions,
): string {
  const completed = jobs.filter(({ end }) => end?.status === 'completed').length;
  return [
    ...(jobs.length === 0 ? [] : [toTable(jobs, colour)]),
    ...toSection('Files', toFileLines(jobs, findFile)),
    ...toSection('Not completed', toReasonLines(jobs)),
    ...toSection(
      'Lines that are no jobs',
      badLines.map(({ line, problem }) => `line ${line}: ${problem}`),
    ),
    ...(mending === null ? [] : [mending]),
    '',
    `${completed} of ${describeJobCount(jobs.length)} completed.`,
    '',
  ].join('\n');
}
