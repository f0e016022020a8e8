import { sampleEvent } from '../test/sample-progress';
import { formatProgressResult } from './format-progress-result';

describe('formatProgressResult', () => {
  const { progress } = sampleEvent(42);
  const result = { success: true, workflow_id: 'job-1', progress, error: null, source: 'api' } as const;

  it('says how far the job is and who said so', () => {
    expect(formatProgressResult(result)).toBe('job-1: 42 % video (running): Making the video [api]');
  });

  it('says when the job is likely to be ready, and why it is troubled', () => {
    const troubled = {
      ...progress,
      message: 'Making the video: trying again',
      error_message: 'The provider is busy',
      estimated_completion: '2026-01-31T12:05:00.000Z',
    };
    expect(formatProgressResult({ ...result, progress: troubled })).toBe(
      'job-1: 42 % video (running): Making the video: trying again: The provider is busy, ready about 2026-01-31T12:05:00.000Z [api]',
    );
  });

  it('ends with what was made, once that is there', () => {
    const asset_url = 'http://127.0.0.1:8000/assets/job-1/video.mp4';
    const completed = { ...sampleEvent(100).progress, asset_url };
    expect(formatProgressResult({ ...result, progress: completed })).toBe(
      `job-1: 100 % completed (completed): Completed [api] ${asset_url}`,
    );
    const running = { ...progress, asset_url };
    expect(formatProgressResult({ ...result, progress: running })).not.toContain(asset_url);
  });

  it('says why nothing is known', () => {
    const failed = {
      ...result,
      success: false,
      progress: null,
      error: 'There is no workflow "job-1".',
      source: null,
    };
    expect(formatProgressResult(failed)).toBe('job-1: There is no workflow "job-1".');
  });
});
