import type { Evidence } from '../evidence/evidence';
import { linesOf, parseKey } from './ledger-of-job';
import type { Violation } from './violation';

const toRepeats = (keys: readonly string[]): string[] => [
  ...new Set(keys.filter((key, index) => keys.indexOf(key) !== index)),
];

/** Tries are counted from 1, without gaps: what is missing was not asked for under its own id. */
function checkTries({ ledger }: Evidence, workflowId: string): string[] {
  return (['image', 'video'] as const).flatMap((stage) => {
    const tries = [
      ...new Set(linesOf(ledger, workflowId, stage).map((line) => parseKey(line)?.attempt ?? 0)),
    ].sort((left, right) => left - right);
    const isWhole = tries.every((attempt, index) => attempt === index + 1);
    return isWhole ? [] : [`${workflowId} has tries ${tries.join(', ')} of its ${stage}`];
  });
}

/** Nobody pays twice. What the provider lost is no work any more: only that may be asked for again under its id. */
export function checkSubmissions(evidence: Evidence): Violation[] {
  const { ledger, jobs } = evidence;
  const kept = ledger.filter(({ status }) => status !== 'lost');
  const repeats = toRepeats(kept.map((line) => line.idempotency_key ?? 'no id')).map(
    (key) => `${key} was submitted more than once`,
  );
  const known = new Set(jobs.map(({ log }) => log.workflow_id));
  const strangers = ledger
    .filter((line) => !known.has(parseKey(line)?.workflow_id ?? ''))
    .map(
      (line) =>
        `the provider has ${line.idempotency_key ?? 'a task without an id'}, and nobody's job is that`,
    );
  const gaps = jobs.flatMap(({ log }) => checkTries(evidence, log.workflow_id));
  const miscounted = jobs.flatMap(({ log, result }) => {
    const lines = linesOf(ledger, log.workflow_id);
    if (result?.status !== 'completed' || lines.some(({ status }) => status === 'lost')) return [];
    if (result.submissions === lines.length) return [];
    return [`${log.workflow_id} counts ${result.submissions} submissions, the provider ${lines.length}`];
  });
  return [...repeats, ...strangers, ...gaps, ...miscounted].map((what) => ({ rule: 'submissions', what }));
}
