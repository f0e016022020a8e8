import type { JobResult } from '@genvideo/models';
import { toStandstill } from '../check/check-takeovers';
import type { Evidence } from '../evidence/evidence';
import type { Takeover } from '../faults/measure-takeover';
import { toKindName } from '../schedule/chaos-event';
import type { ChaosResult, StandstillSummary } from './chaos-result';

const countBy = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    [...new Set(names)].sort().map((name) => [name, names.filter((each) => each === name).length]),
  );

function summarise(standstills: readonly number[]): StandstillSummary {
  const sorted = [...standstills].sort((left, right) => left - right);
  return {
    count: sorted.length,
    median_ms: sorted[Math.floor(sorted.length / 2)] ?? null,
    max_ms: sorted.at(-1) ?? null,
  };
}

const isResumed = (takeover: Takeover): takeover is Takeover & { resumed_at_ms: number } =>
  takeover.resumed_at_ms !== null;

/** The numbers of a run, out of its evidence. */
export function summariseRun(
  evidence: Evidence,
): Pick<ChaosResult, 'jobs' | 'deeds' | 'submissions' | 'takeovers' | 'failed_deeds'> {
  const { jobs, ledger, executed, takeovers } = evidence;
  const taken = jobs.filter(({ log }) => log.accepted_at_ms !== null);
  const count = (status: JobResult['status'] | undefined): number =>
    taken.filter(({ result }) => result?.status === status).length;
  const standstills = takeovers.filter(isResumed).map((takeover) => toStandstill(takeover, evidence));
  const alone = standstills.filter(({ wholeMs, undisturbedMs }) => wholeMs === undisturbedMs);
  const lines = (service: string): number => ledger.filter((line) => line.service === service).length;
  return {
    jobs: {
      ...{ submitted: taken.length, completed: count('completed') },
      ...{ failed: count('failed'), cancelled: count('cancelled'), other: count(undefined) },
    },
    deeds: countBy(executed.map(({ event }) => toKindName(event))),
    submissions: {
      ...{ image: lines('image'), video: lines('video') },
      lost: ledger.filter(({ status }) => status === 'lost').length,
    },
    takeovers: {
      all: summarise(standstills.map(({ wholeMs }) => wholeMs)),
      alone: summarise(alone.map(({ wholeMs }) => wholeMs)),
    },
    failed_deeds: executed.filter(({ failed }) => failed).length,
  };
}
