import { toKindName } from '../schedule/chaos-event';
import type { ChaosResult, StandstillSummary } from './chaos-result';
import { toTable, toVerdictTable } from './to-verdict-table';

const toSeconds = (ms: number | null): string => (ms === null ? '-' : (ms / 1_000).toFixed(1));

const toStandstillText = ({ count, median_ms, max_ms }: StandstillSummary): string =>
  count === 0 ? 'none' : `${count}, median ${toSeconds(median_ms)} s, longest ${toSeconds(max_ms)} s`;

const toList = (lines: readonly string[]): string =>
  lines.length === 0 ? 'None.' : lines.map((line) => `- ${line.replaceAll('\n', ' ')}`).join('\n');

const toFacts = (result: ChaosResult): string[][] => {
  const { jobs, submissions, takeovers, machine } = result;
  return [
    ['engine', result.engine],
    ['processes', result.isolation],
    ['commit', result.commit ?? 'unknown'],
    ['began, whole run', `${result.started_at}, ${result.seconds.toFixed(0)} s`],
    ['machine', `${machine.cores} cores, load ${machine.load_before} before, ${machine.load_after} after`],
    ['jobs taken', String(jobs.submitted)],
    [
      'completed, failed, cancelled, other',
      `${jobs.completed}, ${jobs.failed}, ${jobs.cancelled}, ${jobs.other}`,
    ],
    [
      'pictures and videos submitted, of them lost',
      `${submissions.image}, ${submissions.video}, ${submissions.lost}`,
    ],
    ['jobs of killed workers, until they went on', toStandstillText(takeovers.all)],
    ['the same, where nothing else was wrong', toStandstillText(takeovers.alone)],
    ['deeds that failed', String(result.failed_deeds)],
    ['processes that ended unasked', String(result.unexpected_ends.length)],
    ['until all had ended, after the last trouble', `${result.settle_seconds.toFixed(0)} s`],
  ];
};

/** The report of a run, for people. */
export function toChaosMarkdown(result: ChaosResult): string {
  const deeds = result.executed.map(({ event, began_ms, over_ms, outcome }) => [
    ...[toSeconds(began_ms), toSeconds(over_ms), toKindName(event)],
    outcome.replaceAll('|', '/').replaceAll('\n', ' ').slice(0, 120),
  ]);
  return [
    `# Chaos, seed ${result.seed}, ${result.minutes} minutes`,
    toVerdictTable(result),
    toTable(['what', 'found'], toFacts(result)),
    '## Violations',
    toList(result.violations.map(({ rule, what }) => `${rule}: ${what}`)),
    '## Processes that ended unasked',
    toList(result.unexpected_ends),
    '## What was done, in seconds since the beginning',
    toTable(['from', 'to', 'what', 'came of it'], deeds),
    '',
  ].join('\n\n');
}
