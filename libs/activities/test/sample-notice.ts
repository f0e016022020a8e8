import type { BatchResult, JobResult, Notice } from '@genvideo/models';

export const SAMPLE_RESULT: JobResult = {
  workflow_id: 'kite-1',
  status: 'completed',
  image_urls: ['http://127.0.0.1:8000/assets/kite-1/image-1.png'],
  video_url: 'http://127.0.0.1:8000/assets/kite-1/video.mp4',
  assets: [],
  attempts: 2,
  submissions: 2,
  started_at: '2026-01-31T12:00:59.012Z',
  completed_at: '2026-01-31T12:02:29.771Z',
  queue_time: 0.4,
  processing_time: 90.3,
  error: null,
  cancel_outcome: null,
  late: null,
};

export const SAMPLE_FAILURE: JobResult = {
  ...SAMPLE_RESULT,
  status: 'failed',
  image_urls: [],
  video_url: null,
  error: { type: 'ProviderFailed', message: 'could not make <the> video & stopped' },
};

export const SAMPLE_BATCH: BatchResult = {
  batch_id: 'kites',
  total: 100,
  completed: 95,
  failed: 5,
  cancelled: 0,
  results_url: 'http://127.0.0.1:8000/assets/kites/results.jsonl',
  started_at: '2026-01-31T12:00:59.012Z',
  completed_at: '2026-01-31T12:02:29.771Z',
};

/** A notice as the engine hands it to a notifier. */
export function sampleNotice(change: Partial<Notice> = {}): Notice {
  return {
    notice_id: 'msg_0123456789abcdef',
    channel: 'webhook',
    type: 'job.completed',
    workflow_id: 'kite-1',
    run_id: '11111111-2222-3333-4444-555555555555',
    user_id: 'ann',
    url: null,
    created_at: SAMPLE_RESULT.completed_at,
    data: SAMPLE_RESULT,
    earlier_attempts: 0,
    ...change,
  };
}
