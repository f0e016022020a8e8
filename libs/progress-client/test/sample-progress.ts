import type { ProgressEvent } from '../src/progress-result';

/** An event of a job that makes its video, or that has ended when it is at 100. */
export function sampleEvent(percent: number, workflowId = 'job-1'): ProgressEvent {
  const ended = percent === 100;
  return {
    workflow_id: workflowId,
    workflow_status: ended ? 'COMPLETED' : 'RUNNING',
    progress: {
      step: ended ? 'completed' : 'video',
      status: ended ? 'completed' : 'running',
      percent,
      message: ended ? 'Completed' : 'Making the video',
      error_message: null,
      asset_url: null,
      estimated_completion: null,
      updated_at: '2026-01-31T12:00:00.000Z',
    },
    timestamp: '2026-01-31T12:00:01.000Z',
  };
}
