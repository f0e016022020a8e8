import { toMachineText } from '../report/to-machine-text';
import type { TakenBatch } from './measure-taking';
import type { BatchBenchRun } from './run-batch-bench';

const MEBIBYTE = 1_024 ** 2;

/** The report for people. */
export function toTakingMarkdown({ found, ...run }: BatchBenchRun<TakenBatch>): string {
  const { items, size, seconds, begunSeconds, beforeMib, highestMib } = found;
  const rows: [string, string][] = [
    ['items, size of the list', `${items}, ${(size / MEBIBYTE).toFixed(1)} MiB`],
    ['until it was checked and stored, and the batch was there', `${seconds.toFixed(1)} s`],
    ['until the first item was under way at the provider', `${begunSeconds.toFixed(1)} s`],
    [
      'resident memory of the API before, and at most while it took the list',
      `${beforeMib.toFixed(0)} MiB, ${highestMib.toFixed(0)} MiB`,
    ],
  ];
  return [
    '# Taking a long list',
    '',
    toMachineText(run),
    '',
    'One list as NDJSON, handed in at once. Engine in memory, one worker, one API and the mock as built, all on this machine.',
    '',
    '| what | found |',
    '| --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}
