import { describeSettings } from '../study/describe-settings';
import type { BatchReport, StudyReport, Verdict, VerdictId } from '../study/study-report';

/** What is compared of each batch. */
export interface Metric {
  name: string;
  unit: 's' | 'share' | 'ratio' | 'count';
  /** Which way is good news; null where neither is. */
  better: 'more' | 'less' | null;
  pick: (batch: BatchReport) => number | null;
}

/** One figure of two reports side by side; null where a report does not have it. */
export interface ComparedMetric extends Omit<Metric, 'pick'> {
  a: number | null;
  b: number | null;
  /** b - a. */
  change: number | null;
  news: 'good' | 'bad' | 'none';
}

export interface ComparedBatch {
  size: number;
  metrics: ComparedMetric[];
}

export interface Comparison {
  verdicts: { id: VerdictId; a: Verdict['status']; b: Verdict['status'] }[];
  /** Settings, machine and versions that differ. */
  settings: { name: string; a: string; b: string }[];
  /** Batches that are in either, by size. */
  batches: ComparedBatch[];
}

/** Changes below this share are noise of the measurement. */
const NOISE = 0.02;

const METRICS: readonly Metric[] = [
  { name: 'makespan', unit: 's', better: 'less', pick: (batch) => batch.makespan_seconds },
  { name: 'ideal', unit: 's', better: null, pick: (batch) => batch.ideal_seconds },
  { name: 'permit use', unit: 'ratio', better: 'more', pick: (batch) => batch.permit_use },
  { name: 'success', unit: 'share', better: 'more', pick: (batch) => batch.success_rate },
  { name: 'retries', unit: 'count', better: 'less', pick: (batch) => batch.retries },
  {
    name: 'most at once',
    unit: 'count',
    better: null,
    pick: ({ highest }) => highest.provider ?? highest.engine,
  },
  { name: 'time per job p50', unit: 's', better: 'less', pick: ({ total }) => total?.p50 ?? null },
  { name: 'time per job p95', unit: 's', better: 'less', pick: ({ total }) => total?.p95 ?? null },
  { name: 'time per job max', unit: 's', better: 'less', pick: ({ total }) => total?.max ?? null },
  { name: 'processing p50', unit: 's', better: 'less', pick: ({ processing }) => processing?.p50 ?? null },
  { name: 'processing p95', unit: 's', better: 'less', pick: ({ processing }) => processing?.p95 ?? null },
];

const toNews = (better: Metric['better'], a: number, b: number): ComparedMetric['news'] => {
  if (better === null || Math.abs(b - a) <= NOISE * Math.abs(a)) return 'none';
  return b > a === (better === 'more') ? 'good' : 'bad';
};

const compareMetric = ({ pick, ...metric }: Metric, a?: BatchReport, b?: BatchReport): ComparedMetric => {
  const [left, right] = [a ? pick(a) : null, b ? pick(b) : null];
  const both = left !== null && right !== null;
  return {
    ...metric,
    a: left,
    b: right,
    change: both ? right - left : null,
    news: both ? toNews(metric.better, left, right) : 'none',
  };
};

/** What says of a report when and where it was made, rather than how. */
const OWN: readonly string[] = ['Command', 'Study', 'Began, ended'];

const compareSettings = (a: StudyReport, b: StudyReport): Comparison['settings'] => {
  const [left, right] = [new Map(toPairs(a)), new Map(toPairs(b))];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((name) => ({ name, a: left.get(name) ?? '–', b: right.get(name) ?? '–' }))
    .filter((pair) => pair.a !== pair.b && !OWN.includes(pair.name));
};

const toPairs = (report: StudyReport): [string, string][] =>
  describeSettings(report).map(([name = '', value = '']) => [name, value]);

/** The nth batch of a size, so that a size that was run twice is compared run by run. */
const toKeys = ({ batches }: StudyReport): Map<string, BatchReport> => {
  const seen = new Map<number, number>();
  return new Map(
    batches.map((batch) => {
      const number = (seen.get(batch.size) ?? 0) + 1;
      seen.set(batch.size, number);
      return [`${batch.size}/${number}`, batch];
    }),
  );
};

/** Two studies side by side: A before, B after. */
export function compareReports(a: StudyReport, b: StudyReport): Comparison {
  const [left, right] = [toKeys(a), toKeys(b)];
  const statusIn = ({ verdicts }: StudyReport, id: VerdictId): Verdict['status'] =>
    verdicts.find((each) => each.id === id)?.status ?? 'unknown';
  return {
    verdicts: a.verdicts.map(({ id, status }) => ({ id, a: status, b: statusIn(b, id) })),
    settings: compareSettings(a, b),
    batches: [...new Set([...left.keys(), ...right.keys()])]
      .map((key) => ({
        size: Number(key.split('/')[0]),
        metrics: METRICS.map((metric) => compareMetric(metric, left.get(key), right.get(key))),
      }))
      .sort((one, other) => one.size - other.size),
  };
}
