import { toLimiterId } from '../engine-names';
import { toLateResultId } from '../late-result-names';
import { toNoticeId } from '../notice-names';
import { jobIdSchema } from './job-id';

describe('jobIdSchema', () => {
  it.each([
    toLimiterId('generation-queue'),
    toNoticeId('kite-1', 'webhook'),
    toLateResultId({ workflow_id: 'kite-1', run_id: 'a' }),
    ...['.', '..', '', 'a b'],
  ])('gives no job the id %j', (id) => {
    expect(jobIdSchema.safeParse(id).success).toBe(false);
  });

  it.each(['late-result', 'notice', 'a:notice:b', 'limiter', '...', 'kite-1'])('takes %j', (id) => {
    expect(jobIdSchema.parse(id)).toBe(id);
  });
});
