import type { JobResult } from '@genvideo/models';
import { toHighest, toSteps, type Interval, type Step } from './concurrency-over-time';
import { toIdealMakespan } from './ideal-makespan';
import type { JobTrace } from './job-trace';
import { toLoss } from './loss';
import { toTaskIntervals, type ProviderAccount } from './provider-count';
import { toSpread } from './spread';
import type { BatchReport, LoadSample, StepPoint, StudyJobRow } from './study-report';
import { toJobSeconds, toTaskSeconds, type AskedSeconds, type TaskSeconds } from './task-seconds';
import { judgeLimit, judgeLost, judgePermits, judgeSubmissions } from './verdicts';

/** A job of a batch after its end: what the engine's history says and what the job itself says; null when it left nothing. */
export interface CollectedJob {
  workflow_id: string;
  trace: JobTrace | null;
  result: JobResult | null;
}

export interface BatchMeasurements {
  limit: number;
  asked: AskedSeconds;
  jobs: readonly CollectedJob[];
  /** Null where the provider keeps no count. */
  provider: ProviderAccount | null;
  samples: readonly (Omit<LoadSample, 'at'> & { atMs: number })[];
  /** When the limiter was first seen to hold nothing after the batch, in milliseconds since 1970. */
  permitsBackMs: number | null;
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Completed without its files is as good as lost. */
const toStatus = ({ trace, result }: CollectedJob): StudyJobRow['status'] => {
  if (result === null || trace === null || trace.endedAt === null) return 'lost';
  return result.status === 'completed' && result.assets.length === 0 ? 'lost' : result.status;
};

const toTotalSeconds = (trace: JobTrace | null): number =>
  trace === null || trace.endedAt === null ? 0 : round((trace.endedAt - trace.submittedAt) / 1_000);

const toRow = (job: CollectedJob): StudyJobRow => {
  const { workflow_id, trace, result } = job;
  const tries = trace?.tries ?? [];
  return {
    workflow_id,
    status: toStatus(job),
    queue_seconds: round(result?.queue_time ?? 0),
    processing_seconds: round(result?.processing_time ?? 0),
    total_seconds: toTotalSeconds(trace),
    tries: tries.length,
    retries: tries.length - new Set(tries.map(({ stage }) => stage)).size,
    reason: result?.error?.message ?? null,
  };
};

const toExecution = ({ grantedAt, providersEndedAt, endedAt }: JobTrace): Interval[] =>
  grantedAt === null ? [] : [{ from: grantedAt, to: providersEndedAt ?? endedAt ?? Infinity }];

const toPoints = (steps: readonly Step[], startMs: number): StepPoint[] =>
  steps
    .filter(({ at }) => Number.isFinite(at))
    .map(({ at, count }) => [round((at - startMs) / 1_000), count]);

const countOutcomes = (rows: readonly StudyJobRow[]): BatchReport['outcomes'] => {
  const outcomes = { completed: 0, failed: 0, cancelled: 0, lost: 0 };
  for (const { status } of rows) outcomes[status] += 1;
  return outcomes;
};

const toHighestSample = (samples: BatchMeasurements['samples']): number | null =>
  samples.reduce<number | null>(
    (highest, { held }) => (held === null ? highest : Math.max(highest ?? 0, held)),
    null,
  );

const toStageSpreads = (tasks: readonly TaskSeconds[]): BatchReport['stage_seconds'] => {
  const of = (stage: TaskSeconds['stage']) =>
    toSpread(tasks.filter((task) => task.stage === stage).map(({ seconds }) => seconds));
  return { image: of('image'), video: of('video') };
};

const toTimes = (rows: readonly StudyJobRow[]): Pick<BatchReport, 'total' | 'queue' | 'processing'> => {
  const ended = rows.filter(({ status }) => status === 'completed');
  return {
    total: toSpread(ended.map((row) => row.total_seconds)),
    queue: toSpread(ended.map((row) => row.queue_seconds)),
    processing: toSpread(ended.map((row) => row.processing_seconds)),
  };
};

const toSpan = (traces: readonly JobTrace[]): { startMs: number; endMs: number } => {
  const startMs = Math.min(...traces.map(({ submittedAt }) => submittedAt));
  const endMs = Math.max(startMs, ...traces.map(({ endedAt }) => endedAt ?? 0));
  return Number.isFinite(startMs) ? { startMs, endMs } : { startMs: 0, endMs: 0 };
};

const toCurves = (
  { provider }: BatchMeasurements,
  traces: readonly JobTrace[],
  span: { startMs: number; endMs: number },
) => {
  const engine = toSteps(traces.flatMap(toExecution));
  const tasks = provider === null ? null : toSteps(toTaskIntervals(provider.tasks, span.endMs));
  return {
    highestByEngine: toHighest(engine),
    engine_steps: toPoints(engine, span.startMs),
    provider_steps: tasks === null ? null : toPoints(tasks, span.startMs),
  };
};

const judge = (
  batch: Omit<BatchReport, 'verdicts'>,
  traces: readonly JobTrace[],
  provider: ProviderAccount | null,
) => [judgeLimit(batch), judgeSubmissions(traces, provider), judgeLost(batch), judgePermits(batch)];

/** Everything a report says of a batch, from what was collected of it. */
export function measureBatch(measured: BatchMeasurements): BatchReport {
  const { limit, asked, jobs, provider, samples, permitsBackMs } = measured;
  const traces = jobs.flatMap(({ trace }) => trace ?? []);
  const rows = jobs.map(toRow);
  const span = toSpan(traces);
  const tasks = toTaskSeconds(traces, provider);
  const makespanSeconds = (span.endMs - span.startMs) / 1_000;
  const idealSeconds = toIdealMakespan(toJobSeconds(traces, tasks, asked), limit);
  const { highestByEngine, ...curves } = toCurves(measured, traces, span);
  const outcomes = countOutcomes(rows);
  const batch = {
    size: jobs.length,
    limit,
    started_at: new Date(span.startMs).toISOString(),
    makespan_seconds: round(makespanSeconds),
    ideal_seconds: round(idealSeconds),
    permit_use: makespanSeconds > 0 ? round(idealSeconds / makespanSeconds) : null,
    outcomes,
    success_rate: round(outcomes.completed / jobs.length),
    tries: rows.reduce((sum, row) => sum + row.tries, 0),
    retries: rows.reduce((sum, row) => sum + row.retries, 0),
    ...toTimes(rows),
    stage_seconds: toStageSpreads(tasks),
    highest: {
      engine: highestByEngine,
      provider: provider?.count.max_in_flight ?? null,
      sampled: toHighestSample(samples),
    },
    provider: provider?.count ?? null,
    permits_back_seconds:
      permitsBackMs === null ? null : round(Math.max(0, permitsBackMs - span.endMs) / 1_000),
    loss: roundAll(toLoss({ traces, provider, tasks, asked, limit, makespanSeconds, idealSeconds })),
    ...curves,
    samples: samples.map(({ atMs, ...sample }) => ({ at: round((atMs - span.startMs) / 1_000), ...sample })),
    jobs: rows,
  };
  return { ...batch, verdicts: judge(batch, traces, provider) };
}

const roundAll = (loss: BatchReport['loss']): BatchReport['loss'] => ({
  ideal: round(loss.ideal),
  start: round(loss.start),
  submit: round(loss.submit),
  provider: round(loss.provider),
  between: round(loss.between),
  notice: round(loss.notice),
  handover: round(loss.handover),
  finish: round(loss.finish),
  rest: round(loss.rest),
});
