import type { JobResult, JobState } from '@genvideo/models';
import type { MockLedgerLine } from '@genvideo/testing';
import type { Evidence, JobEvidence } from '../evidence/evidence';

/** When the sample run began, in milliseconds since 1970. */
export const START_MS = Date.parse('2026-01-01T00:00:00Z');

const at = (seconds: number): string => new Date(START_MS + seconds * 1_000).toISOString();

/** A line of the provider's ledger: what was done from when to when, in seconds since the beginning. */
export function toLine(
  key: string,
  [from, to]: readonly [number, number | null],
  status = 'completed',
): MockLedgerLine {
  const service = key.includes('/image/') ? 'image' : 'video';
  return {
    ...{ service, job_id: `${service}-${key}`, idempotency_key: key, status, prompt: 'a red fox' },
    ...{ created_at: at(from), ended_at: to === null ? null : at(to) },
  };
}

const toAsset = (id: string, kind: 'image' | 'video') => ({
  ...{ kind, url: `http://127.0.0.1/assets/${id}/${kind}`, sha256: 'a'.repeat(64), size: 7 },
  ...{ media_type: kind === 'image' ? 'image/png' : 'video/mp4', width: 64, height: 64 },
});

function toResult(id: string): JobResult {
  const assets = [toAsset(id, 'image'), toAsset(id, 'video')];
  return {
    ...{ workflow_id: id, status: 'completed', assets, image_urls: [], video_url: null },
    ...{
      attempts: 2,
      submissions: 2,
      started_at: at(0),
      completed_at: at(9),
      queue_time: 0,
      processing_time: 9,
    },
    ...{ error: null, cancel_outcome: null, late: null },
  };
}

/** A job that completed, with everything in order. */
export function toJob(id: string, change: Partial<JobResult> = {}): JobEvidence {
  const result = { ...toResult(id), ...change };
  const state = { workflow_id: id, job_input: {}, result } as unknown as JobState;
  const sights = [10, 60, 100].map((percent, index) => ({
    ...{ at_ms: START_MS + index, percent, status: percent === 100 ? result.status : 'running' },
  }));
  const times = { sent_at_ms: START_MS, accepted_at_ms: START_MS, ended_at_ms: START_MS + 9_000 };
  return {
    log: {
      ...{ workflow_id: id, job_type: 'video', ...times, cancel_sent_at_ms: null },
      watchers: [{ watcher: 'stream', sights }],
    },
    ...{ result, state },
    files: result.assets.map(({ url, sha256, size }) => ({ url, found: { sha256, size } })),
  };
}

/** A small run without any fault: two jobs one after the other, at a capacity of one. */
export function toEvidence(): Evidence {
  const ids = ['job-1', 'job-2'];
  return {
    jobs: ids.map((id) => toJob(id)),
    workflows: ids.map((workflow_id) => ({
      ...{ workflow_id, run_id: 'r', type: 'GenVideoWorkflow', status: 'COMPLETED' },
    })),
    ledger: ids.flatMap((id, index) => [
      toLine(`${id}/image/1`, [1 + 4 * index, 2 + 4 * index]),
      toLine(`${id}/video/1`, [2 + 4 * index, 4 + 4 * index]),
    ]),
    pools: [{ pool: 'q', held: 0, waiting: 0 }],
    capacities: [{ capacity: 1, sent_at_ms: 0, confirmed_at_ms: 0 }],
    video_limit: 1,
    takeovers: [],
    forgeries: [{ workflow_id: 'job-1', status: 401 }],
    executed: [],
    started_at_ms: START_MS,
    temp_files: [],
    refusals: [],
  };
}
