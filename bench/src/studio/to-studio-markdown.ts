import { toMachineText } from '../report/to-machine-text';
import { toTable } from '../report/to-table';
import { toPercentiles } from '../watching/percentiles';
import type { StudioResult } from './studio-result';

const METHOD = `Engine (Temporal's dev server in memory), mock, worker, API and the browser share the machine's cores. The browser draws without a
graphics card: what it draws with is processor time, too.

- Load: a browser profile that has never seen the page, five times; ready is when a prompt can be typed and handed in.
- Running: the first page with so many jobs on it, each told of live. The page is the process that runs it; the browser is all of
  its processes together, by its own account.
- Scrolling: the wheel turned from the first picture to the last, which has the page load all of them, 100 at a time. A frame is slow
  above 50 ms; so is a task of the page. Shift is the cumulative layout shift over all of it.`;

const BYTES_PER_KIB = 1_024;

const toShare = (share: number): string => `${(share * 100).toFixed(1)} %`;

const toMiddle = (values: readonly number[]): number => toPercentiles(values)?.p50 ?? 0;

type Row = [what: string, wanted: string, found: string];

const toLoadRows = ({ loads }: StudioResult): Row[] => {
  const of = (name: keyof (typeof loads)[number]): number[] => loads.map((load) => load[name]);
  const kib = (bytes: number): string => `${(bytes / BYTES_PER_KIB).toFixed(0)} KiB`;
  const spread = (values: readonly number[]): string =>
    `${toMiddle(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
  return [
    ['script, compressed', '< 200 KB', kib(toMiddle(of('scriptBytes')))],
    ['page, script, styles and fonts', '', kib(toMiddle(of('pageBytes')))],
    ['first text painted', '', spread(of('painted'))],
    ['ready', '< 1,000 ms', spread(of('ready'))],
  ];
};

const toLiveRows = ({ live }: StudioResult): Row[] => [
  [`page with ${live.running} jobs running, share of a core`, '< 20 %', toShare(live.pageCpu)],
  ['the whole browser meanwhile', '', toShare(live.browserCpu)],
  ['streams', '1', String(live.streams)],
  ['other requests a second', '', live.requestsPerSecond.toFixed(1)],
  ['changes of the page a second', '', live.changesPerSecond.toFixed(0)],
];

const toScrollRows = ({ scroll }: StudioResult): Row[] => {
  const { frame, pictures } = scroll;
  const times =
    frame === null
      ? '–'
      : [frame.p50, frame.p95, frame.p99, frame.max].map((ms) => ms.toFixed(0)).join(' / ');
  return [
    [`${pictures} pictures scrolled through, frames in ms (p50 / p95 / p99 / max)`, '', times],
    ['frames slower than 50 ms', '', toShare(scroll.slowFrames)],
    [
      'tasks of the page above 50 ms, the longest',
      '',
      `${scroll.longTasks}, ${scroll.longestTask.toFixed(0)} ms`,
    ],
    ['layout shift', '≤ 0.1', scroll.shift.toFixed(4)],
    ['elements on the page at the end', '', String(scroll.elements)],
    ['memory of its script at the end', '', `${scroll.heapMib.toFixed(1)} MiB`],
  ];
};

/** The report as Markdown, laid out as Prettier would. */
export function toStudioMarkdown(result: StudioResult): string {
  const rows = [...toLoadRows(result), ...toLiveRows(result), ...toScrollRows(result)];
  return [
    '# The studio',
    'Written by the bench; do not edit. What it says is what one run measured.',
    `${toMachineText(result)}\n- ${result.browser}; the pictures were made by the system in ${result.makingSeconds.toFixed(0)} s`,
    METHOD,
    toTable(['what', 'wanted', 'found'], rows),
  ]
    .join('\n\n')
    .concat('\n');
}
