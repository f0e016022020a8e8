import { IDEAL_FORMULA } from '../src/study/ideal-makespan';
import type { CollectedJob, BatchMeasurements } from '../src/study/measure-batch';
import { measureBatch } from '../src/study/measure-batch';
import type { MockTask } from '../src/study/mock-admin';
import type { BatchReport, StudyReport } from '../src/study/study-report';
import { toTotalVerdicts } from '../src/study/verdicts';
import { createSampleEnd } from './followed-sample';

/** When the sample batches begin, in milliseconds since 1970. */
export const SAMPLE_START = Date.parse('2026-01-01T00:00:00.000Z');

/** A job of 1 s + 2 s that was granted its permit so many seconds after the start. */
export function createSampleCollected(id: string, grantedAfter: number): CollectedJob {
  const grantedAt = SAMPLE_START + grantedAfter * 1_000;
  const end = createSampleEnd(id, { queue_time: grantedAfter, processing_time: 3.2 });
  const done = { outcome: 'completed', accepted: true } as const;
  return {
    workflow_id: id,
    result: end.result,
    trace: {
      workflow_id: id,
      submittedAt: SAMPLE_START,
      grantedAt,
      providersEndedAt: grantedAt + 3_100,
      endedAt: grantedAt + 3_200,
      tries: [
        {
          submission_id: `${id}/image/1`,
          stage: 'image',
          startedAt: grantedAt,
          endedAt: grantedAt + 1_050,
          ...done,
        },
        {
          submission_id: `${id}/video/1`,
          stage: 'video',
          startedAt: grantedAt + 1_060,
          endedAt: grantedAt + 3_100,
          ...done,
        },
      ],
    },
  };
}

/** What the provider's ledger says of such jobs. */
export function toSampleTasks(jobs: readonly CollectedJob[]): MockTask[] {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return jobs.flatMap(({ trace }) => {
    const from = trace?.grantedAt ?? 0;
    const [image, video] = trace?.tries ?? [];
    return [
      {
        idempotency_key: image?.submission_id ?? null,
        created_at: iso(from + 20),
        ended_at: iso(from + 1_020),
      },
      {
        idempotency_key: video?.submission_id ?? null,
        created_at: iso(from + 1_070),
        ended_at: iso(from + 3_070),
      },
    ];
  });
}

/** Four jobs, two at a time, with everything in order. */
export function createSampleMeasurements(change: Partial<BatchMeasurements> = {}): BatchMeasurements {
  const jobs = [0.1, 0.1, 3.3, 3.3].map((after, index) => createSampleCollected(`job-${index + 1}`, after));
  return {
    limit: 2,
    asked: { image: 1, video: 2 },
    jobs,
    provider: {
      tasks: toSampleTasks(jobs),
      count: { submissions: 8, distinct_keys: 8, max_in_flight: 2 },
    },
    samples: [{ atMs: SAMPLE_START + 500, held: 2, waiting: 2, in_flight: 2 }],
    permitsBackMs: SAMPLE_START + 6_800,
    ...change,
  };
}

/** The report of a study of one such batch. */
export function createSampleReport(change: Partial<StudyReport> = {}): StudyReport {
  const batches: BatchReport[] = [measureBatch(createSampleMeasurements())];
  return {
    report: 'genvideo-study',
    version: 1,
    id: 'study-sample',
    started_at: '2026-01-01T00:00:00.000Z',
    completed_at: '2026-01-01T00:00:10.000Z',
    command: 'npx nx run submitter:study --batches 4',
    ideal_formula: IDEAL_FORMULA,
    settings: {
      batches: [4],
      limit: 2,
      submit: 'direct',
      providers: 'mocks',
      image_seconds: 1,
      video_seconds: 2,
      faults: {},
      seed: 1,
      job: { width: 128, height: 128, duration: 1 },
      task_queue: 'generation-queue',
    },
    machine: { platform: 'linux x64', cpu: 'A processor', cpus: 2, memory_gib: 8, load_before: 0.1 },
    versions: { genvideo: '0.1.0', node: '20.20.2', temporal_server: '1.29.1', temporal_sdk: '1.24.0' },
    verdicts: toTotalVerdicts(batches),
    batches,
    ...change,
  };
}
