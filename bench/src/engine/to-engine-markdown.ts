import { formatSpread } from '../report/format-spread';
import { toMachineText } from '../report/to-machine-text';
import { toTable } from '../report/to-table';
import type { DatabaseGrowth, EnginePart, EngineResult } from './engine-result';
import { summariseEngine, toGrowthRatios, type EngineSummary, type GrowthRatio } from './summarise-engine';

const KIBIBYTE = 1_024;
const MEBIBYTE = KIBIBYTE ** 2;
/** Wanted: cost changes by less than this share. */
const WANTED = 0.2;

const METHOD = `- \`postgresql\`: the Temporal server as it is run in production, frontend, history, matching and worker as processes of
  their own, on a PostgreSQL that confirms nothing before it is on disk (\`fsync\` and \`synchronous_commit\` on, all else as it
  comes), 4 history shards.
- \`memory\`: Temporal's dev server without a file, one process.

Both run the whole time on one machine, each with workers of its own as they are built, and take turns (A B, A B) against one
mock each with light media; a round to warm up does not count. All jobs of a round are submitted at once. Processor time is what
Linux counted for the engine's processes, PostgreSQL's and the workers' during a round, by the number of its jobs. Figures are
medians of the rounds with the least and the greatest in brackets. Mocks, workers and the bench share the machine's cores.`;

const GROWTH_METHOD = `Rounds of throughput again, first with few stored jobs, then with many in the same PostgreSQL. Running so many would take an
hour, so the rest are copies, made by SQL inside PostgreSQL from the jobs that had really ended: every row of a job (state,
current run, history tree, every history node, signals, the timer that will delete it, the row for lists) with ids of its own,
also within the stored blobs, in the history shard where the engine looks for it. Afterwards VACUUM ANALYZE and CHECKPOINT. The
engine then counted them, and gave back the whole history of a sample. Copies have no files in the results folder.`;

const CAVEAT = `The machine's own speed varies by a factor of 1.6 over an hour. The engine in memory, to which nothing was added in between,
shows how much of a change is the machine's.`;

const COST_HEAD = ['engine', 'PostgreSQL', 'workers'];

const toCostCells = ({ cost, engine }: EngineSummary): string[] => [
  formatSpread(cost.engine, 0),
  engine === 'memory' ? '–' : formatSpread(cost.database, 0),
  formatSpread(cost.workers, 0),
];

function toLoadTable(summaries: readonly EngineSummary[], part: EnginePart): string {
  const own = summaries.filter((each) => each.part === part);
  const head = part === 'use' ? 'use of permits' : 'jobs/s';
  return toTable(
    ['', head, 'most in flight', ...COST_HEAD.map((name) => `${name}, ms a job`)],
    own.map((summary) => [
      summary.engine,
      part === 'use' ? formatSpread(summary.use, 3) : formatSpread(summary.jobsPerSecond, 1),
      String(summary.maxInFlight),
      ...toCostCells(summary),
    ]),
  );
}

function toLoadText(summaries: readonly EngineSummary[], part: 'use' | 'throughput'): string[] {
  const own = summaries.filter((each) => each.part === part);
  const [first] = own;
  if (!first) return [];
  const title = part === 'use' ? 'Use of permits (ideal makespan / real)' : 'Throughput';
  const exceeded = own.filter(({ maxInFlight, limit }) => maxInFlight > limit);
  const verdict =
    exceeded.length === 0
      ? 'never exceeded'
      : `exceeded on ${exceeded.map(({ engine }) => engine).join(', ')}`;
  return [
    `## ${title}: ${first.scenario}`,
    toLoadTable(summaries, part),
    `The limit of ${first.limit} was ${verdict}, by the mocks' own count.`,
  ];
}

function toGrowthTable(summaries: readonly EngineSummary[]): string {
  return toTable(
    [
      '',
      'stored jobs',
      'jobs/s',
      'engine and PostgreSQL, ms a job',
      ...COST_HEAD.map((name) => `${name}, ms a job`),
    ],
    summaries
      .filter(({ part }) => part === 'few' || part === 'many')
      .map((summary) => [
        summary.engine,
        String(summary.stored),
        formatSpread(summary.jobsPerSecond, 1),
        formatSpread(summary.cost.total, 0),
        ...toCostCells(summary),
      ]),
  );
}

const toPercent = (ratio: number): string =>
  `${ratio >= 1 ? '+' : '−'}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`;

function toRatioTable(ratios: readonly GrowthRatio[]): string {
  return toTable(
    ['from few to many', 'PostgreSQL', 'in memory (the machine)', 'the one by the other'],
    ratios.map(({ what, raw, machine }) => [
      what,
      toPercent(raw),
      toPercent(machine),
      toPercent(raw / machine),
    ]),
  );
}

function toVerdict(ratios: readonly GrowthRatio[]): string {
  const within = ratios.every(({ raw }) => Math.abs(raw - 1) < WANTED);
  return `Wanted: less than ${100 * WANTED} % either way. ${within ? 'Kept' : 'Not kept'}, as measured.`;
}

function toDatabaseText(growth: DatabaseGrowth): string {
  const {
    real,
    copied_before,
    copied,
    copy_seconds,
    bytes_before,
    bytes_after,
    rows_per_job,
    counted,
    read_back,
  } = growth;
  const kibPerJob = copied === 0 ? 0 : (bytes_after - bytes_before) / copied / KIBIBYTE;
  return [
    `${real} jobs had really run in it, and ${copied_before} were copied before the first rounds, when ${copied} more copies were`,
    `made, in ${copy_seconds.toFixed(0)} s, of ${rows_per_job.toFixed(1)} rows each. Both databases grew from ${(bytes_before / MEBIBYTE).toFixed(0)} to`,
    `${(bytes_after / MEBIBYTE).toFixed(0)} MiB: **${kibPerJob.toFixed(1)} KiB a job**, indexes included, the log of`,
    `transactions not. The engine counted ${counted} completed jobs and gave back ${read_back} whole histories of copies.`,
  ].join('\n');
}

/** The report as Markdown, laid out as Prettier would; `name` is its file's, without an ending. */
export function toEngineMarkdown(result: EngineResult, name: string): string {
  const summaries = summariseEngine(result.measurements);
  const ratios = toGrowthRatios(summaries);
  return [
    '# The engine: PostgreSQL beside memory, and as it grows',
    'Written by the bench; do not edit. What it says is what one run measured.',
    `${toMachineText(result)}\n- PostgreSQL ${result.postgres}; ${result.workers} workers for each engine; ${result.rounds} rounds`,
    `![The same figures as a chart](${name}.svg)\n\nAll rounds: [${name}.json](${name}.json)`,
    METHOD,
    ...toLoadText(summaries, 'throughput'),
    ...toLoadText(summaries, 'use'),
    '## Growth',
    GROWTH_METHOD,
    toDatabaseText(result.growth),
    toGrowthTable(summaries),
    CAVEAT,
    toRatioTable(ratios),
    toVerdict(ratios),
  ]
    .join('\n\n')
    .concat('\n');
}
