import type { LimiterQueue } from '@genvideo/models';
import { describeOutlook, refreshOutlook, toQueueOutlook } from './queue-outlook';

const NOW = new Date('2026-01-01T12:00:00.250Z');
const LATER = new Date('2026-01-01T12:00:05Z');
const queue = (change: Partial<LimiterQueue> = {}): LimiterQueue => ({
  waiting: ['a', 'b', 'c'],
  capacity: 2,
  held: 2,
  paused: false,
  mean_hold_seconds: 20,
  ...change,
});

describe('toQueueOutlook', () => {
  it('expects the start by the place, the capacity and the mean hold', () => {
    const outlook = toQueueOutlook(queue(), 'c', NOW);
    expect(outlook).toMatchObject({ place: 3, of: 3, hold_seconds: 20 });
    expect(outlook && describeOutlook(outlook)).toBe(
      'Waiting for a permit: place 3 of 3, expected to start at 2026-01-01T12:00:30Z',
    );
  });

  it('does not know a start while the limiter is paused', () => {
    const outlook = toQueueOutlook(queue({ paused: true }), 'a', NOW);
    expect(outlook && describeOutlook(outlook)).toBe(
      'Waiting for a permit: place 1 of 3, the limiter is paused',
    );
  });

  it('has nothing to say of a job that does not wait', () => {
    expect(toQueueOutlook(queue(), 'd', NOW)).toBeNull();
  });
});

describe('refreshOutlook', () => {
  it('keeps the moment where nothing has changed', () => {
    const first = toQueueOutlook(queue(), 'c', NOW);
    expect(refreshOutlook(first, toQueueOutlook(queue(), 'c', LATER), LATER)).toBe(first);
  });

  it('takes the new one when the place has changed or the moment is past', () => {
    const first = toQueueOutlook(queue(), 'c', NOW);
    const moved = toQueueOutlook(queue({ waiting: ['b', 'c'] }), 'c', LATER);
    expect(refreshOutlook(first, moved, LATER)).toBe(moved);
    const late = new Date('2026-01-01T12:01:00Z');
    const same = toQueueOutlook(queue(), 'c', late);
    expect(refreshOutlook(first, same, late)).toBe(same);
    expect(refreshOutlook(first, null, LATER)).toBeNull();
  });
});
