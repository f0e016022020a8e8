import { toLimiterId } from '../engine-names';
import { toNoticeId } from '../notice-names';
import { jobIdSchema } from './job-id';

describe('jobIdSchema', () => {
  it.each([toLimiterId('generation-queue'), toNoticeId('kite-1', 'webhook'), '.', '..', '', 'a b'])(
    'gives no job the id %j',
    (id) => {
      expect(jobIdSchema.safeParse(id).success).toBe(false);
    },
  );

  it.each(['notice', 'a:notice:b', 'limiter', '...', 'kite-1'])('takes %j', (id) => {
    expect(jobIdSchema.parse(id)).toBe(id);
  });
});
