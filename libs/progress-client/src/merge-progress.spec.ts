import { advanceProgress, createProgress, type JobResult } from '@genvideo/models';
import { mergeProgress, type ProgressSource } from './merge-progress';

const START = new Date('2026-01-01T12:00:00Z');
const LATER = new Date('2026-01-01T12:00:30Z');

const described = (change: Partial<ProgressSource> = {}): ProgressSource => ({
  workflow_status: 'RUNNING',
  start_time: START,
  close_time: null,
  percent: null,
  tags: [],
  step: null,
  stages: ['image', 'video'],
  note: null,
  heartbeats: [],
  last_heartbeat_at: null,
  trouble: null,
  ...change,
});

const heartbeat = (stage: 'image' | 'video', percent: number, attempt = 1) => ({
  stage,
  percent,
  attempt,
  run: 1,
  task_id: 't1',
  submission: 'made' as const,
});

const result = (change: Partial<JobResult>): JobResult => ({
  workflow_id: 'job-1',
  status: 'completed',
  image_urls: ['http://a/image.png'],
  video_url: 'http://a/video.mp4',
  assets: [],
  attempts: 2,
  submissions: 2,
  started_at: START.toISOString(),
  completed_at: LATER.toISOString(),
  queue_time: 0,
  processing_time: 30,
  error: null,
  cancel_outcome: null,
  late: null,
  ...change,
});

const merge = (source: Partial<ProgressSource>, rest: Partial<Parameters<typeof mergeProgress>[0]> = {}) =>
  mergeProgress({ described: described(source), recorded: null, result: null, ...rest });

describe('mergeProgress', () => {
  it('takes the live percent of the stage where it is further than the record', () => {
    const recorded = advanceProgress(
      createProgress(START),
      { step: 'video', status: 'running', percent: 24 },
      START,
    );
    const merged = merge(
      { heartbeats: [heartbeat('video', 50)], percent: 24, last_heartbeat_at: LATER },
      { recorded },
    );
    expect(merged).toEqual({ ...recorded, percent: 59, updated_at: LATER.toISOString() });
  });

  it('says of a completed job what it made otherwise than it was asked for', () => {
    const note = 'The video has 24 frames a second instead of 30.';
    expect(merge({ workflow_status: 'COMPLETED', note }, { result: result({}) })).toMatchObject({
      step: 'completed',
      message: `Completed. ${note}`,
    });
    expect(merge({ workflow_status: 'COMPLETED' })).toMatchObject({ message: 'Completed' });
  });

  it('keeps the larger recorded percent when a new attempt starts over', () => {
    const recorded = advanceProgress(
      createProgress(START),
      { step: 'video', status: 'retrying', percent: 80 },
      START,
    );
    expect(merge({ heartbeats: [heartbeat('video', 1, 2)] }, { recorded })).toEqual(recorded);
  });

  it('tells step, status and percent from the description alone', () => {
    expect(merge({ step: 'video', percent: 23, heartbeats: [heartbeat('video', 20, 2)] })).toMatchObject({
      step: 'video',
      status: 'retrying',
      percent: 38,
      message: 'Making the video',
    });
  });

  it('tells why a stage is tried again, also where the workflow has no say in it', () => {
    const recorded = advanceProgress(createProgress(START), { step: 'image', status: 'running' }, START);
    const expected = {
      status: 'retrying',
      message: 'Making the image: trying again',
      error_message: 'No route',
    };
    expect(merge({ trouble: 'No route' }, { recorded })).toMatchObject(expected);
    expect(merge({ trouble: 'No route', step: 'image' })).toMatchObject(expected);
  });

  it('tells a pending job its place in the queue, and when it may be done', () => {
    const outlook = {
      place: 2,
      of: 5,
      starts_in_seconds: 30,
      starts_at: LATER,
      hold_seconds: null,
    };
    expect(merge({ stages: ['image'] }, { outlook })).toEqual({
      ...createProgress(START),
      message: 'Waiting for a permit: place 2 of 5, expected to start at 2026-01-01T12:00:30Z',
      estimated_completion: '2026-01-01T12:00:46.000Z',
    });
    expect(merge({}, { outlook: { ...outlook, hold_seconds: 60 } }).estimated_completion).toBe(
      '2026-01-01T12:01:30.000Z',
    );
    expect(merge({}, { outlook: { ...outlook, starts_at: null } })).toMatchObject({
      message: 'Waiting for a permit: place 2 of 5, the limiter is paused',
      estimated_completion: null,
    });
    expect(merge({ step: 'image' }, { outlook }).message).toBe('Making the image');
  });

  it('says that a job without any sign of work is pending', () => {
    expect(merge({})).toEqual(createProgress(START));
  });

  it('does not claim too much when it is not known whether an image came first', () => {
    expect(merge({ stages: null, heartbeats: [heartbeat('video', 50)] }).percent).toBe(47);
    expect(merge({ stages: null, tags: ['type:image'], heartbeats: [heartbeat('image', 50)] }).percent).toBe(
      47,
    );
  });

  it('lets the workflow say that it has ended before the engine does', () => {
    const recorded = advanceProgress(
      createProgress(START),
      { step: 'completed', status: 'completed', percent: 100 },
      START,
    );
    expect(merge({ percent: 95 }, { recorded })).toEqual(recorded);
  });

  it('is at 100 per cent with the asset when the workflow has completed', () => {
    expect(
      merge({ workflow_status: 'COMPLETED', close_time: LATER, percent: 95 }, { result: result({}) }),
    ).toMatchObject({
      step: 'completed',
      status: 'completed',
      percent: 100,
      asset_url: 'http://a/video.mp4',
      updated_at: LATER.toISOString(),
    });
  });

  it('names the failure and keeps the percent that was reached', () => {
    const error = { type: 'ProviderRefused', message: 'Not this prompt' } as const;
    expect(
      merge({ workflow_status: 'FAILED', percent: 40 }, { result: result({ status: 'failed', error }) }),
    ).toMatchObject({ step: 'failed', status: 'failed', percent: 40, error_message: 'Not this prompt' });
  });

  it.each([
    ['CANCELED', 'cancelled', 'Cancelled'],
    ['TERMINATED', 'cancelled', 'Terminated'],
    ['TIMED_OUT', 'failed', 'Timed out'],
  ] as const)('tells %s from the engine alone', (workflowStatus, status, message) => {
    expect(merge({ workflow_status: workflowStatus })).toMatchObject({
      status,
      message,
      error_message: message,
    });
  });

  it('tells the counts of a batch, fresher than its record, and never less than was told before', () => {
    const pulse = {
      total: 100,
      completed: 40,
      failed: 2,
      cancelled: 0,
      running: 5,
      paused: false,
      per_minute: 58,
    };
    const recorded = advanceProgress(
      createProgress(START),
      { step: 'processing', status: 'running', percent: 45, message: '45 of 100 done' },
      START,
    );
    const source = { batch: pulse, tags: ['type:batch'], last_heartbeat_at: LATER };
    expect(merge(source, { recorded })).toMatchObject({
      step: 'processing',
      status: 'running',
      percent: 45,
      message: '42 of 100 done (2 failed), 5 running, 58.0 a minute, about 60 s left',
      estimated_completion: '2026-01-01T12:01:30.000Z',
      updated_at: LATER.toISOString(),
    });
    expect(merge({ ...source, trouble: 'No route' }, { recorded })).toMatchObject({
      status: 'retrying',
      message: 'Working on the items: trying again',
    });
  });

  it('tells how a batch ended, and where its results are', () => {
    const batch = {
      ...{ batch_id: 'b', total: 4, completed: 3, failed: 1, cancelled: 0, results_url: 'http://a/r.jsonl' },
      ...{ started_at: START.toISOString(), completed_at: LATER.toISOString() },
    };
    expect(merge({ workflow_status: 'COMPLETED', close_time: LATER }, { batch })).toMatchObject({
      status: 'completed',
      message: '3 of 4 completed, 1 failed',
      asset_url: 'http://a/r.jsonl',
    });
    expect(merge({ workflow_status: 'CANCELED', close_time: LATER }, { batch })).toMatchObject({
      status: 'cancelled',
      message: 'Cancelled: 3 of 4 completed, 1 failed',
    });
  });
});
