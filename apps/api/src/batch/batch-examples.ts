import type { BatchRequest, BatchResult, BatchSnapshot } from '@genvideo/models';
import { toJobLinks } from '../job/job-links';

/** One batch, as the examples of the documentation tell it. */
export const EXAMPLE_BATCH_ID = 'autumn-catalogue';

export const EXAMPLE_BATCH_ITEM = {
  type: 'image',
  prompt: 'A lighthouse in a storm, waves breaking over the rocks',
  user_id: 'ada',
} as const;

export const EXAMPLE_BATCH: BatchRequest = {
  batch_id: EXAMPLE_BATCH_ID,
  max_concurrent: 10,
  requests: [
    EXAMPLE_BATCH_ITEM,
    { type: 'video', prompt: 'The beam of the lighthouse turns', user_id: 'ada', duration: 5 },
  ],
};

export const EXAMPLE_SUBMITTED_BATCH = { workflow_id: EXAMPLE_BATCH_ID, ...toJobLinks(EXAMPLE_BATCH_ID) };

export const EXAMPLE_BATCH_RESULT: BatchResult = {
  batch_id: EXAMPLE_BATCH_ID,
  total: 1_000,
  completed: 997,
  failed: 3,
  cancelled: 0,
  results_url: `http://127.0.0.1:8000/assets/${EXAMPLE_BATCH_ID}/results.jsonl`,
  started_at: '2026-01-31T12:00:59.012Z',
  completed_at: '2026-01-31T13:41:07.530Z',
};

export const EXAMPLE_SNAPSHOT: BatchSnapshot = {
  batch_id: EXAMPLE_BATCH_ID,
  paused: false,
  max_concurrent: 20,
  total: 1_000,
  completed: 409,
  failed: 3,
  cancelled: 0,
  running: 20,
};
