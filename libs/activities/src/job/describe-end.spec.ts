import type { CancelOutcome } from '@genvideo/models';
import { toAwaited } from '../late/to-awaited';
import { describeEnd, toCancelOutcome } from './describe-end';
import type { StoppedTask } from './stop-task';

const stopped = (outcome: CancelOutcome | null): StoppedTask => ({
  ...{ outcome, task_id: 't-1', ended: false, output: null },
});
const cancelled = {
  status: 'cancelled',
  error: { type: 'Cancelled', message: 'Cancelled on request' },
} as const;
const failed = { status: 'failed', error: { type: 'TimedOut', message: 'Out of time' } } as const;

describe('toCancelOutcome', () => {
  it.each<[string, number, StoppedTask | null, CancelOutcome | null, CancelOutcome | null]>([
    ['nothing was ever submitted', 0, null, 'cancelled_before_submit', null],
    ['everything had been made', 2, null, 'already_ended', null],
    [
      'the provider stopped it',
      1,
      stopped('cancelled_at_provider'),
      'cancelled_at_provider',
      'cancelled_at_provider',
    ],
    [
      'the provider cannot',
      1,
      stopped('provider_cannot_cancel'),
      'provider_cannot_cancel',
      'provider_cannot_cancel',
    ],
    [
      'the provider had not heard of it',
      0,
      stopped('cancelled_before_submit'),
      'cancelled_before_submit',
      null,
    ],
    [
      'the picture had been made, and the video not been asked for',
      1,
      stopped('cancelled_before_submit'),
      'already_ended',
      null,
    ],
    ['the provider does not answer', 1, stopped(null), null, null],
  ])('when %s', (...row) => {
    const [, submissions, task, ofCancel, ofFailure] = row;
    expect(toCancelOutcome({ status: 'cancelled', submissions }, task)).toBe(ofCancel);
    expect(toCancelOutcome({ status: 'failed', submissions }, task)).toBe(ofFailure);
  });
});

describe('describeEnd', () => {
  const late = toAwaited({ stage: 'video', task_id: 't-1' }, new Date(0));

  it('says what became of the task, and what is still to come', () => {
    expect(describeEnd(cancelled, { cancel_outcome: 'provider_cannot_cancel', late }).message).toBe(
      'Cancelled on request. The provider cannot cancel its task, which goes on and is paid for. What its task makes is waited for and kept.',
    );
    expect(describeEnd(failed, { cancel_outcome: 'cancelled_at_provider', late: null }).message).toBe(
      'Out of time. Its task was cancelled at the provider.',
    );
  });

  it('leaves a failure alone that had no task under way', () => {
    expect(describeEnd(failed, { cancel_outcome: null, late: null })).toBe(failed.error);
  });
});
