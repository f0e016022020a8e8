import { ApplicationFailure } from '@temporalio/common';
import { withBackOff } from './with-back-off';

const fail = (error: Error, attempt: number): Promise<unknown> =>
  withBackOff(
    () => Promise.reject(error),
    () => attempt,
  )().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe('withBackOff', () => {
  it.each([
    [1, 1_000],
    [4, 8_000],
    [9, 30_000],
    [1_000, 30_000],
  ])('after failure %d asks for a pause of %d ms', async (attempt, nextRetryDelay) => {
    await expect(
      fail(ApplicationFailure.create({ type: 'ServiceUnavailable' }), attempt),
    ).resolves.toMatchObject({
      type: 'ServiceUnavailable',
      nextRetryDelay,
    });
  });

  it('leaves a pause that was chosen already, and errors that nobody foresaw', async () => {
    const chosen = ApplicationFailure.create({ nextRetryDelay: 5 });
    await expect(fail(chosen, 7)).resolves.toMatchObject({ nextRetryDelay: 5 });
    const bug = new TypeError('a bug');
    await expect(fail(bug, 7)).resolves.toBe(bug);
    expect(bug).not.toHaveProperty('nextRetryDelay');
  });

  it('hands on what the activity returns', async () => {
    await expect(withBackOff((word: string) => Promise.resolve(word))('done')).resolves.toBe('done');
  });
});
