import { toMachineText } from '../report/to-machine-text';
import type { BatchBenchResult } from './batch-bench-result';
import type { HistorySizes } from './read-history';
import type { BatchBenchRun } from './run-batch-bench';

const toPercent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const toKib = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} KiB`;

const describeHistory = ({ events, payloadBytes }: HistorySizes): string =>
  `${events} events, largest payload ${toKib(payloadBytes)}`;

/** The report for people. */
export function toBatchMarkdown(measured: BatchBenchRun<BatchBenchResult>): string {
  const { options, found } = measured;
  const { result, memory, retried } = found;
  const rows: [string, string, string][] = [
    ['items completed, failed', 'all ended', `${result.completed}, ${result.failed} of ${result.total}`],
    ['lines of results, distinct items', 'one each', `${found.lines}, ${found.distinctLines}`],
    ['submissions at the provider', `${result.total}`, `${found.submissions}`],
    ['most under way at the provider', `≤ ${options.window}`, `${found.maxInFlight}`],
    ["the batch's own history", '< 5,000 events, < 256 KiB', describeHistory(found.batchHistory)],
    ['the largest of 40 items', '< 5,000 events, < 256 KiB', describeHistory(found.itemHistories)],
    ["the limiter's present run", '', describeHistory(found.limiterHistory)],
    [
      'memory of the worker over the second half',
      '< 10 % more',
      `${toPercent(memory.worker.growth)} (${memory.worker.beforeMib.toFixed(0)} to ${memory.worker.endMib.toFixed(0)} MiB)`,
    ],
    [
      'memory of the API over the second half',
      '< 10 % more',
      `${toPercent(memory.api.growth)} (${memory.api.beforeMib.toFixed(0)} to ${memory.api.endMib.toFixed(0)} MiB)`,
    ],
    [
      'run again by retry-failed, submissions',
      `${result.failed}`,
      `${retried.total}, ${found.retrySubmissions}`,
    ],
    [
      'time, items a second',
      '',
      `${found.seconds.toFixed(0)} s, ${(result.total / found.seconds).toFixed(1)}`,
    ],
    ['time to check and store the list', '', `${found.submitSeconds.toFixed(1)} s`],
  ];
  return [
    '# One large batch',
    '',
    toMachineText(measured),
    '',
    `${options.items} pictures of ${options.imageSeconds} s, ${options.window} at once, ${toPercent(options.failing)} of them failing, no retries. Engine in memory, one worker, one API and the mock as built, all on this machine.`,
    '',
    '| what | wanted | found |',
    '| --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}
