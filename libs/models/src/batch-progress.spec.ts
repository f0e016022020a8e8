import { toBatchProgress } from './batch-progress';

const AT = new Date('2026-01-01T12:00:00Z');
const pulse = {
  total: 1_000,
  completed: 409,
  failed: 3,
  cancelled: 0,
  running: 50,
  paused: false,
  per_minute: 9.8,
};

describe('toBatchProgress', () => {
  it('tells counts, rate and estimate', () => {
    expect(toBatchProgress(pulse, AT)).toEqual({
      step: 'processing',
      status: 'running',
      percent: 41,
      message: '412 of 1,000 done (3 failed), 50 running, 9.8 a minute, about 60 min left',
      error_message: null,
      estimated_completion: '2026-01-01T13:00:00.000Z',
    });
  });

  it('promises nothing while it is paused, or before anything has ended', () => {
    expect(toBatchProgress({ ...pulse, paused: true }, AT)).toMatchObject({
      message: 'Paused: 412 of 1,000 done (3 failed), 50 running, 9.8 a minute',
      estimated_completion: null,
    });
    expect(toBatchProgress({ ...pulse, completed: 0, failed: 0, per_minute: null }, AT)).toMatchObject({
      message: '0 of 1,000 done, 50 running',
      estimated_completion: null,
    });
  });

  it('is not done before it has ended', () => {
    expect(toBatchProgress({ ...pulse, completed: 997 }, AT)).toMatchObject({ percent: 99 });
  });
});
