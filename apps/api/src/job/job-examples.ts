import type { z } from 'zod';
import type { JobResult, ProgressAnswer, StatusAnswer } from '@genvideo/models';
import type { submittedJobSchema } from './job-schemas';
import { toJobLinks } from './job-links';

/** One job, as the examples of the documentation tell it. */
export const EXAMPLE_ID = 'job-20260131T120059-1a2b3c4d5e';

export const EXAMPLE_JOB = {
  prompt: 'A lighthouse in a storm, waves breaking over the rocks',
  user_id: 'ada',
  style: 'cinematic',
  duration: 5,
};

export const EXAMPLE_VIDEO = {
  prompt: 'A lighthouse in a storm, waves breaking over the rocks',
  user_id: 'ada',
  resolution: '1280x720',
  fps: 24,
  duration: 5,
};

export const EXAMPLE_IMAGE = {
  prompt: 'A lighthouse in a storm, waves breaking over the rocks',
  user_id: 'ada',
  width: 1024,
  height: 768,
  num_images: 4,
};

export const EXAMPLE_SUBMITTED: z.infer<typeof submittedJobSchema> = {
  workflow_id: EXAMPLE_ID,
  ...toJobLinks(EXAMPLE_ID),
};

export const EXAMPLE_STATUS: StatusAnswer = {
  workflow_id: EXAMPLE_ID,
  status: 'RUNNING',
  start_time: '2026-01-31T12:00:59.012Z',
  close_time: null,
  workflow_type: 'GenVideoWorkflow',
  task_queue: 'generation-queue',
};

export const EXAMPLE_PROGRESS: ProgressAnswer = {
  workflow_id: EXAMPLE_ID,
  workflow_status: 'RUNNING',
  progress: {
    step: 'video',
    status: 'running',
    percent: 57,
    message: 'Making the video',
    error_message: null,
    asset_url: 'http://127.0.0.1:6889/files/1a2b.png',
    estimated_completion: '2026-01-31T12:02:30.000Z',
    updated_at: '2026-01-31T12:01:48.220Z',
  },
  timestamp: '2026-01-31T12:01:48.604Z',
};

const IMAGE_URL = `http://127.0.0.1:8000/assets/${EXAMPLE_ID}/image-1.png`;
const VIDEO_URL = `http://127.0.0.1:8000/assets/${EXAMPLE_ID}/video.mp4`;

export const EXAMPLE_RESULT: JobResult = {
  workflow_id: EXAMPLE_ID,
  status: 'completed',
  image_urls: [IMAGE_URL],
  video_url: VIDEO_URL,
  assets: [
    {
      kind: 'video',
      url: VIDEO_URL,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      size: 1_482_113,
      media_type: 'video/mp4',
      width: 1024,
      height: 1024,
    },
  ],
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
