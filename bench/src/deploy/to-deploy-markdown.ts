import { toMachineText } from '../report/to-machine-text';
import { toTable } from '../report/to-table';
import type { DeployResult } from './deploy-result';

const METHOD = [
  'Jobs of a picture (1 s) and a video (2 s), as many under way as the limit allows and five more in the queue: when one ends,',
  'another is submitted. All workers are replaced, one after the other: a new one polls, then an old one is sent SIGTERM and',
  'hands over what it watches. Engine, mock, workers and bench share the cores of the machine; a worker that starts takes',
  'most of one for a second or two.',
];

/** Whether no job was lost, and none submitted again. */
export const isUnharmed = (result: DeployResult): boolean =>
  result.completed === result.jobs &&
  result.submissions === 2 * result.jobs &&
  result.distinct_submissions === result.submissions &&
  result.max_in_flight <= result.limit;

/** The report of one run. */
export function toDeployMarkdown(result: DeployResult): string {
  const { workers, limit, jobs, completed, submissions, distinct_submissions, max_in_flight } = result;
  const phases = result.phases.map((phase) => [
    phase.name,
    `${phase.seconds} s`,
    String(phase.completed),
    String(phase.jobs_per_second),
    `${phase.longest_gap_seconds} s`,
  ]);
  const rows = [
    ['workers, all replaced', String(workers)],
    ['limit', String(limit)],
    ['jobs', String(jobs)],
    ['of these completed', String(completed)],
    ['submissions at the provider (two a job)', String(submissions)],
    ['different ones among them', String(distinct_submissions)],
    ['most at the provider at once', String(max_in_flight)],
    ['old workers were gone after', result.leaving_seconds.map((seconds) => `${seconds} s`).join(', ')],
  ];
  return [
    '# Deploys',
    '',
    'Written by the bench; do not edit. What it says is what one run measured.',
    '',
    toMachineText(result),
    '',
    ...METHOD,
    '',
    toTable(['phase', 'time', 'jobs completed', 'jobs a second', 'longest time without one'], phases),
    '',
    toTable(['what', 'value'], rows),
    '',
  ].join('\n');
}
