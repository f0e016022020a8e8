import type { JobTrace } from './job-trace';
import type { ProviderAccount } from './provider-count';
import type { Loss } from './study-report';
import type { AskedSeconds, TaskSeconds } from './task-seconds';

export interface LossInput {
  traces: readonly JobTrace[];
  provider: ProviderAccount | null;
  tasks: readonly TaskSeconds[];
  asked: AskedSeconds;
  limit: number;
  makespanSeconds: number;
  idealSeconds: number;
}

const toMean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Milliseconds to seconds; clocks that differ by a little never make a span negative. */
const toSeconds = (ms: number): number => Math.max(0, ms) / 1_000;

const isNumber = (value: number | null): value is number => value !== null;

/** The pauses between a permit that comes back and the grant that takes it: the n-th end and the n-th grant after the first ones. */
export function toHandovers(traces: readonly JobTrace[], limit: number): number[] {
  const ascending = (values: number[]): number[] => values.sort((left, right) => left - right);
  const ends = ascending(traces.map(({ providersEndedAt }) => providersEndedAt).filter(isNumber));
  const grants = ascending(traces.map(({ grantedAt }) => grantedAt).filter(isNumber));
  return grants.slice(limit).map((grant, index) => toSeconds(grant - (ends[index] ?? grant)));
}

interface Hops {
  submit: number[];
  between: number[];
  notice: number[];
}

const toHops = (traces: readonly JobTrace[], provider: ProviderAccount): Hops => {
  const tasks = new Map(provider.tasks.map((task) => [task.idempotency_key, task]));
  const hops: Hops = { submit: [], between: [], notice: [] };
  for (const { grantedAt, providersEndedAt, tries } of traces) {
    const own = tries.flatMap(({ submission_id }) => tasks.get(submission_id) ?? []);
    const [first, last] = [own[0], own.at(-1)];
    if (first && grantedAt !== null) hops.submit.push(toSeconds(Date.parse(first.created_at) - grantedAt));
    if (last?.ended_at && providersEndedAt !== null)
      hops.notice.push(toSeconds(providersEndedAt - Date.parse(last.ended_at)));
    own.slice(1).forEach((task, index) => {
      const before = own[index]?.ended_at;
      if (before) hops.between.push(toSeconds(Date.parse(task.created_at) - Date.parse(before)));
    });
  }
  return hops;
};

const NO_HOPS: Hops = { submit: [], between: [], notice: [] };

/**
 * Where a batch's time went. Hops are means over the jobs, times the waves in which the jobs run one after the other;
 * what they do not explain is the rest.
 */
export function toLoss(input: LossInput): Loss {
  const { traces, provider, tasks, asked, limit, makespanSeconds, idealSeconds } = input;
  const waves = Math.ceil(traces.length / limit);
  const hops = provider === null ? NO_HOPS : toHops(traces, provider);
  const first = Math.min(...traces.map(({ submittedAt }) => submittedAt));
  const firstGrant = Math.min(...traces.map(({ grantedAt }) => grantedAt ?? Infinity));
  const lastProvider = Math.max(0, ...traces.map(({ providersEndedAt }) => providersEndedAt ?? 0));
  const last = Math.max(...traces.map(({ endedAt }) => endedAt ?? 0));
  const over = tasks.map(({ stage, seconds }) => Math.max(0, seconds - (asked[stage] ?? Infinity)));
  const perJob = traces.length === 0 ? 0 : over.reduce((sum, value) => sum + value, 0) / traces.length;
  const parts = {
    ideal: idealSeconds,
    start: Number.isFinite(firstGrant) ? toSeconds(firstGrant - first) : 0,
    submit: waves * toMean(hops.submit),
    provider: waves * perJob,
    between: waves * toMean(hops.between),
    notice: waves * toMean(hops.notice),
    handover: (waves - 1) * toMean(toHandovers(traces, limit)),
    finish: lastProvider === 0 ? 0 : toSeconds(last - lastProvider),
  };
  const explained = Object.values(parts).reduce((sum, value) => sum + value, 0);
  return { ...parts, rest: makespanSeconds - explained };
}
