import { toMachineText } from '../report/to-machine-text';
import { toTable } from '../report/to-table';
import type { Percentiles } from './percentiles';
import type { CrowdResult, MultiplexedResult, RestResult, WatchingResult } from './watching-result';

const METHOD = `Engine (Temporal's dev server in memory), mock, worker, API and watchers share the machine's cores; the watchers of a crowd
are a process of their own.

- Percent: from the moment at which the provider's own percent first makes the job's percent, by the mock's plan of the
  task, to the WebSocket message that first tells as much or more. Percents that were passed over count with the next.
- End of a stage: from the end of the video at the provider, which calls back, to the message that tells of the next step.
- Delivery: from the end of the API's look at the engine (the message's timestamp) to the watcher. Lost is what other
  watchers of the same job got and one did not; spared are states that gave way to newer ones for slow watchers.
- Memory: growth of the API's resident memory from before the round, divided by its watchers; few watchers drown in noise.`;

const MULTIPLEXED =
  'Each stream is one `GET /events?ids=...`. A percent is timed from the provider to a reader of the client package, as above; where so many are watched, a job is looked at once a second, just after its heartbeat.';

const toMs = (value: number): string => value.toFixed(0);

const toLagRow = (name: string, lag: Percentiles | null): string[] =>
  lag === null
    ? [name, '0', '–', '–', '–']
    : [name, String(lag.count), toMs(lag.p50), toMs(lag.p95), toMs(lag.max)];

const toCrowdRow = (crowd: CrowdResult): string[] => [
  `${crowd.watchers} on ${crowd.jobs} jobs`,
  String(crowd.delivered),
  String(crowd.lost),
  String(crowd.dropped),
  crowd.lag === null ? '–' : `${toMs(crowd.lag.p50)} / ${toMs(crowd.lag.p99)} / ${toMs(crowd.lag.max)}`,
  crowd.engineCalls.toFixed(1),
  crowd.memoryKib.toFixed(1),
];

const toCrowdText = (crowds: readonly CrowdResult[]): string => {
  const head = [
    'watchers',
    'delivered',
    'lost',
    'spared',
    'lag in ms (p50 / p99 / max)',
    'engine calls/s',
    'KiB each',
  ];
  const table = toTable(head, crowds.map(toCrowdRow));
  const [few, many] = crowds;
  if (!few || !many) return table;
  const ratio = (many.engineCalls / few.engineCalls).toFixed(2);
  return `${table}\n\nWith ${many.watchers} watchers the engine is called ${ratio} times as often as with ${few.watchers}.`;
};

const toMultiplexedText = (results: readonly MultiplexedResult[]): string[] => {
  if (results.length === 0) return [];
  const rows = results.map((each) => [
    `${each.streams} of ${each.jobs} jobs`,
    String(each.delivered),
    each.percent === null
      ? '–'
      : `${toMs(each.percent.p50)} / ${toMs(each.percent.p95)} / ${toMs(each.percent.max)}`,
    each.engineCalls.toFixed(1),
    each.memoryKib.toFixed(0),
  ]);
  const head = [
    'streams',
    'events to one reader',
    'a percent in ms (p50 / p95 / max)',
    'engine calls/s',
    'KiB each',
  ];
  return ['## Many jobs on one stream', toTable(head, rows), MULTIPLEXED];
};

const toRestText = (rest: RestResult | null): string => {
  if (rest === null) return 'Not measured: wrk is not installed, or was left out.';
  const table = toTable(
    ['wrk, 64 connections', 'requests/s', 'describes/s'],
    [
      ['GET /workflows/{workflow_id}/progress', rest.progress.toFixed(0), rest.describes.toFixed(2)],
      ['a bare Express route, same answer', rest.bareExpress.toFixed(0), '–'],
    ],
  );
  return `${table}\n\nThat is ${((100 * rest.progress) / rest.bareExpress).toFixed(0)} % of the bare route.`;
};

/** The report as Markdown, laid out as Prettier would. */
export function toWatchingMarkdown(result: WatchingResult): string {
  const { lag, crowds, rest } = result;
  const lagTable = toTable(
    [`ms, ${lag.jobs} jobs with a watcher each`, 'measured', 'p50', 'p95', 'max'],
    [toLagRow('a percent', lag.percent), toLagRow('the end of a stage', lag.stageEnd)],
  );
  return [
    '# Watching',
    'Written by the bench; do not edit. What it says is what one run measured.',
    toMachineText(result),
    METHOD,
    '## From the provider to the watcher',
    lagTable,
    '## Many watchers',
    toCrowdText(crowds),
    ...toMultiplexedText(result.multiplexed),
    '## REST',
    toRestText(rest),
  ]
    .join('\n\n')
    .concat('\n');
}
