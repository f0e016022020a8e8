import { isIdentifier } from '@genvideo/models';
import { createJobId } from './create-job-id';

describe('createJobId', () => {
  it('makes ids that sort by time', () => {
    const earlier = createJobId(new Date('2026-01-31T12:00:59Z'));
    const later = createJobId(new Date('2026-02-01T00:00:00Z'));
    expect(earlier < later).toBe(true);
    expect(earlier).toMatch(/^job-20260131T120059-[0-9a-f]{10}$/);
    expect(isIdentifier(later)).toBe(true);
  });

  it('makes a different one each time', () => {
    expect(createJobId()).not.toBe(createJobId());
  });
});
