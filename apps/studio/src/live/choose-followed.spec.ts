import type { JobsEvent } from '@genvideo/progress-client';
import { isOver, MAX_FOLLOWED, mayStay, toFollowed } from './choose-followed';

const event = (workflow_status: JobsEvent['workflow_status']): JobsEvent =>
  ({ workflow_id: 'a', workflow_status, progress: null, timestamp: '', error: null }) as unknown as JobsEvent;

describe('toFollowed', () => {
  it('leaves out jobs that have ended or are not there, and sorts the rest', () => {
    const heard = new Map([
      ['a', event('COMPLETED')],
      ['b', event(null)],
      ['c', event('RUNNING')],
      ['e', event('CONTINUED_AS_NEW')],
    ]);
    expect(toFollowed(['e', 'd', 'c', 'b', 'a'], (id) => heard.get(id) ?? null)).toEqual(['c', 'd', 'e']);
  });

  it('takes the latest where there are more than a stream carries', () => {
    const ids = Array.from({ length: MAX_FOLLOWED + 3 }, (_, index) => `job-${index}`);
    const followed = toFollowed(ids, () => null);
    expect(followed).toHaveLength(MAX_FOLLOWED);
    expect(followed).not.toContain('job-0');
    expect(followed).toContain(`job-${MAX_FOLLOWED + 2}`);
  });
});

describe('isOver', () => {
  it('waits for jobs of which nothing was heard yet', () => {
    expect(isOver(null)).toBe(false);
    expect(isOver(event('TERMINATED'))).toBe(true);
  });
});

describe('mayStay', () => {
  it('keeps a stream while all that is wanted is on it', () => {
    expect(mayStay(['a', 'b'], ['a'])).toBe(true);
    expect(mayStay(['a', 'b'], ['b', 'c'])).toBe(false);
  });

  it('ends it with the last job, and opens none for nothing', () => {
    expect(mayStay(['a'], [])).toBe(false);
    expect(mayStay([], [])).toBe(true);
    expect(mayStay([], ['a'])).toBe(false);
  });

  it('does not carry on too many that nobody looks at', () => {
    const many = Array.from({ length: 60 }, (_, index) => `${index}`);
    expect(mayStay(many, many.slice(0, 20))).toBe(true);
    expect(mayStay(many, many.slice(0, 5))).toBe(false);
  });
});
