import { createProgress, type JobResult, type Progress } from '@genvideo/models';
import { parseJobInput } from '@genvideo/models/schemas';
import { createFollowedJob, type FollowedJob, type JobEnd } from '../src/followed-job';

/** A job that has been submitted. */
export function createSampleJob(id: string, change: Partial<FollowedJob> = {}): FollowedJob {
  const job = parseJobInput({ prompt: `Prompt of ${id}`, user_id: 'ada', request_id: id });
  return { ...createFollowedJob({ id, line: 1, job }), created: true, ...change };
}

export function createSampleProgress(change: Partial<Progress>): Progress {
  return { ...createProgress(new Date('2026-01-01T00:00:00Z')), ...change };
}

/** A job that completed in 12.3 s with one picture. */
export function createSampleEnd(id: string, change: Partial<JobResult> = {}): JobEnd {
  const url = `http://127.0.0.1:8000/assets/${id}/image.png`;
  const result: JobResult = {
    workflow_id: id,
    status: 'completed',
    image_urls: [url],
    video_url: null,
    assets: [
      {
        kind: 'image',
        url,
        sha256: 'a'.repeat(64),
        size: 10,
        media_type: 'image/png',
        width: 64,
        height: 64,
      },
    ],
    attempts: 1,
    submissions: 1,
    started_at: '2026-01-01T00:00:00.000Z',
    completed_at: '2026-01-01T00:00:12.300Z',
    queue_time: 0,
    processing_time: 12.3,
    error: null,
    cancel_outcome: null,
    late: null,
    ...change,
  };
  return { status: result.status, result, reason: result.error?.message ?? null };
}
