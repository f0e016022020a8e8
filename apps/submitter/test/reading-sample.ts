import type { Progress } from '@genvideo/models';
import type { DetailedStatus } from '@genvideo/progress-client';
import type { JobReading } from '../src/progress/job-reading';
import { createSampleProgress } from './followed-sample';

/** A look that found the job at `progress`. */
export function createSampleReading(
  progress: Partial<Progress> = {},
  change: Partial<JobReading> = {},
): JobReading {
  return {
    result: {
      success: true,
      workflow_id: 'kite-1',
      progress: createSampleProgress(progress),
      error: null,
      source: 'direct',
    },
    detailed: null,
    exitStatus: 0,
    final: false,
    ...change,
  };
}

/** A look that found nobody to ask. */
export function createFailedReading(change: Partial<JobReading> = {}): JobReading {
  return {
    result: {
      success: false,
      workflow_id: 'kite-1',
      progress: null,
      error: 'Nobody answers.',
      source: null,
    },
    detailed: null,
    exitStatus: 3,
    final: false,
    ...change,
  };
}

/** What the API knows of a job for which no worker answers. */
export function createSampleDetails(change: Partial<DetailedStatus> = {}): DetailedStatus {
  return {
    workflow_id: 'kite-1',
    status: 'RUNNING',
    workflow_status: 'RUNNING',
    start_time: '2026-01-01T00:00:00.000Z',
    close_time: null,
    workflow_type: 'GenVideoWorkflow',
    task_queue: 'generation-queue',
    progress: createSampleProgress({}),
    timestamp: '2026-01-01T00:00:01.000Z',
    detailed_status: null,
    ...change,
  };
}
