import { toMachineText } from '../report/to-machine-text';
import { toTable } from '../report/to-table';
import type { StorageResult, StoreMeasurement } from './storage-result';

const METHOD = `One worker as it is built; engine (Temporal's dev server in memory), mocks and the S3 server (s3rver, whose files are on the
same disk) share the machine's cores. The provider is the video mock, whose MP4 is followed by a box of zeros of the wanted
size. Five jobs with small videos come first.

- Growth: the worker's highest resident memory while the job with the large video runs (looked at every 20 ms), less its
  resident memory just before.
- Time: of the whole job, from its submission to its end: picture, video (0.6 s at the mock), download, checksum, look into
  the file, storing. Beside it the time of the last small one.`;

const MEBIBYTE = 1024 ** 2;

const toMebibytes = (bytes: number): string => (bytes / MEBIBYTE).toFixed(1);

const toRow = ({ store, size, before, highest, seconds, smallSeconds }: StoreMeasurement): string[] => [
  store,
  (size / 1_000_000).toFixed(1),
  toMebibytes(before),
  toMebibytes(highest),
  toMebibytes(highest - before),
  seconds.toFixed(1),
  smallSeconds.toFixed(1),
];

const HEAD = ['store', 'video, MB', 'before, MiB', 'highest, MiB', 'growth, MiB', 'job, s', 'small job, s'];

/** The report as Markdown, laid out as Prettier would. */
export function toStorageMarkdown(result: StorageResult): string {
  return [
    '# Storage',
    'Written by the bench; do not edit. What it says is what one run measured.',
    toMachineText(result),
    METHOD,
    '## A large video through one worker',
    `${toTable(HEAD, result.measurements.map(toRow))}\n`,
  ].join('\n\n');
}
