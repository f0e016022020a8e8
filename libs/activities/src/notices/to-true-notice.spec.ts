import { SAMPLE_BATCH, SAMPLE_FAILURE, SAMPLE_RESULT, sampleNotice } from '../../test/sample-notice';
import { toTrueNotice } from './to-true-notice';

describe('toTrueNotice', () => {
  const completed = sampleNotice();

  it.each(['COMPLETED', 'GONE'] as const)('leaves a job that is %s as it is told of', (ending) => {
    expect(toTrueNotice(completed, ending)).toBe(completed);
  });

  it('tells of no completion that was cut off on its last step', () => {
    expect(toTrueNotice(completed, 'TERMINATED')).toMatchObject({
      notice_id: completed.notice_id,
      type: 'job.cancelled',
      data: { ...SAMPLE_RESULT, status: 'cancelled', error: { type: 'Cancelled' } },
    });
    expect(toTrueNotice(completed, 'TIMED_OUT')).toMatchObject({
      type: 'job.failed',
      data: { status: 'failed', error: { type: 'TimedOut' } },
    });
  });

  it('changes neither other ends nor batches', () => {
    const failed = sampleNotice({ type: 'job.failed', data: SAMPLE_FAILURE });
    const batch = sampleNotice({ type: 'batch.completed', data: SAMPLE_BATCH });
    expect(toTrueNotice(failed, 'TERMINATED')).toBe(failed);
    expect(toTrueNotice(batch, 'TERMINATED')).toBe(batch);
  });
});
