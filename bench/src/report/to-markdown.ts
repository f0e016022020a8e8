import type { BenchResult, Machine } from '../measurement';
import { formatSpread } from './format-spread';
import { summarise, type ScenarioSummary } from './summarise';
import { summariseDepth, type DepthSummary } from './summarise-depth';
import { summariseHops, type ScenarioHops } from './summarise-hops';
import { toTable } from './to-table';

const CONTESTANTS = `- \`genvideo\`: GenVideo's own worker, \`GenVideoWorkflow\` and \`ConcurrencyLimiterWorkflow\`.
- \`bare\`: the same activities (prepare, image, video, store) in a plain workflow on Temporal, with no limit.
- \`lean\`: the same, but the video's activity stores the files as well, as \`genvideo\`'s does: an activity less than \`bare\`.
- \`bullmq\`: the same activities in a BullMQ job, limited by BullMQ's global concurrency, on Redis without persistence.
- \`mutex\`: the same activities in a workflow that asks a semaphore workflow by signal, as in Temporal's mutex sample.`;

const METHOD = `All of them run on one machine against one mock with light media, taking turns (A B C D, A B C D), each in a worker
process of its own; a round to warm up, as long as the others, does not count. The engine is Temporal's dev server in memory, fresh
for each scenario. All jobs of a round are submitted at once. A makespan ends when the last job's files are stored. Figures are
medians of the rounds with the least and the greatest in brackets.`;

const FAIRNESS = `What to keep in mind: \`bullmq\` and \`mutex\` do less. Redis keeps nothing on disk here, and a BullMQ job that
is run again after a crash begins from its start; the mutex loses the permit of a job that is terminated from outside,
and its order is first come, first served. \`genvideo\` and \`mutex\` give a permit back when the provider has ended,
\`bullmq\` when the files are stored. Engine, mock, workers and the bench itself share the machine's cores, so at 30 ms a
stage it is mostly processor time that is measured.`;

function toMachineText({ machine, rounds, seconds, started_at, command }: BenchResult): string {
  const {
    cpu,
    cores,
    memory_gib,
    os,
    node,
    temporal_server,
    temporal_sdk,
    redis,
    bullmq,
    load_before,
  }: Machine = machine;
  return [
    '```',
    command,
    '```',
    '',
    `- Date: ${started_at}; ${rounds} rounds; ${seconds} s in all`,
    `- Machine: ${cores} cores (${cpu}), ${memory_gib} GiB, ${os}, Node ${node}`,
    `- Temporal server ${temporal_server}, SDK ${temporal_sdk}; BullMQ ${bullmq}, Redis ${redis ?? 'not installed'}`,
    `- Load of the machine before the run (1, 5, 15 minutes): ${load_before.join(', ')}`,
  ].join('\n');
}

function toThroughputTable({ contestants }: ScenarioSummary): string {
  const head = ['', 'jobs/s', 'of bare', 'limiter events per job', 'events per job', 'most in flight'];
  return toTable(
    head,
    contestants.map((each) => [
      each.contestant,
      formatSpread(each.jobsPerSecond, 1),
      formatSpread(each.ofBare, 2),
      formatSpread(each.limiterEventsPerJob, 2),
      each.jobEvents ? each.jobEvents.median.toFixed(0) : '–',
      String(each.maxInFlight),
    ]),
  );
}

function toUseTable({ contestants }: ScenarioSummary): string {
  const head = [
    '',
    'use of permits',
    'makespan in s',
    'before the first task',
    'after the last',
    'limiter events per job',
    'most in flight',
  ];
  return toTable(
    head,
    contestants.map((each) => [
      each.contestant,
      formatSpread(each.use, 3),
      formatSpread(each.makespanSeconds, 1),
      each.headSeconds.median.toFixed(1),
      each.tailSeconds.median.toFixed(1),
      formatSpread(each.limiterEventsPerJob, 2),
      String(each.maxInFlight),
    ]),
  );
}

function toHopsText({ kind, scenario, hops }: ScenarioHops): string {
  const total = hops.reduce((sum, { ms }) => sum + ms.median, 0);
  const useful = hops.reduce((sum, hop) => sum + (hop.useful ? hop.ms.median : 0), 0);
  const table = toTable(
    ['hop', 'mean in ms', 'share'],
    hops.map(({ name, ms }) => [name, formatSpread(ms, 0), `${((100 * ms.median) / total).toFixed(1)} %`]),
  );
  const sum = `From one grant of a permit to its next: ${total.toFixed(0)} ms, ${((100 * useful) / total).toFixed(1)} % of it at the provider.`;
  return `### ${kind === 'use' ? 'Use' : 'Throughput'}: ${scenario}\n\n${table}\n\n${sum}`;
}

function toDepthText(depth: readonly DepthSummary[]): string {
  const rows = depth.map(({ waiting, grantMs, slowestMs, stateBytes, stateWaiting }) => [
    String(waiting),
    formatSpread(grantMs, 0),
    slowestMs.toFixed(0),
    `${stateBytes} for ${stateWaiting} waiting`,
  ]);
  const table = toTable(['waiting', 'ms to the next grant', 'slowest', 'state in bytes'], rows);
  const [shallow, deep] = [depth[0], depth.at(-1)];
  if (!shallow || !deep || shallow === deep) return table;
  const ratio = (deep.grantMs.median / shallow.grantMs.median).toFixed(2);
  return `${table}\n\nWith ${deep.waiting} waiting the next grant takes ${ratio} times as long as with ${shallow.waiting}.`;
}

const DEPTH_METHOD = `From the release's event in the limiter's history to the grant's event in the history of the workflow that
waited, one permit after the other. Those who get a permit are running workflows; the others that wait are ids only,
which the limiter keeps and orders like all others. The state is the input of the limiter's next run, weighed when it
continued as new.`;

function toScenarioText(scenario: ScenarioSummary): string {
  const { kind, scenario: name } = scenario;
  if (kind === 'throughput') return `## Throughput: ${name}\n\n${toThroughputTable(scenario)}`;
  const exceeded = scenario.contestants.filter(({ maxInFlight }) => maxInFlight > scenario.limit);
  const verdict =
    exceeded.length === 0
      ? `The limit of ${scenario.limit} was never exceeded, by the mock's own count.`
      : `The limit of ${scenario.limit} was exceeded by ${exceeded.map(({ contestant }) => contestant).join(', ')}.`;
  return `## Use of permits (ideal makespan / real): ${name}\n\n${toUseTable(scenario)}\n\n${verdict}`;
}

/** The report as Markdown, laid out as Prettier would; `name` is its file's, without an ending. */
export function toMarkdown(result: BenchResult, name: string): string {
  const hops = summariseHops(result.measurements);
  const depth = summariseDepth(result.depth);
  return [
    '# The limiter against others',
    'Written by the bench; do not edit. What it says is what one run measured.',
    toMachineText(result),
    `![The same figures as a chart](${name}.svg)\n\nAll rounds: [${name}.json](${name}.json)`,
    CONTESTANTS,
    METHOD,
    FAIRNESS,
    ...result.notes,
    ...summarise(result.measurements).map(toScenarioText),
    ...(hops.length > 0 ? ['## Where the time of a permit goes in genvideo', ...hops.map(toHopsText)] : []),
    ...(depth.length > 0 ? ['## Depth of the queue', DEPTH_METHOD, toDepthText(depth)] : []),
  ]
    .join('\n\n')
    .concat('\n');
}
