import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
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

  it('leaves a pause that was chosen already, and what is no failure', async () => {
    const chosen = ApplicationFailure.create({ nextRetryDelay: 5 });
    await expect(fail(chosen, 7)).resolves.toMatchObject({ nextRetryDelay: 5 });
    const cancelled = new CancelledFailure('cancelled');
    await expect(fail(cancelled, 7)).resolves.toBe(cancelled);
    expect(cancelled).not.toHaveProperty('nextRetryDelay');
  });

  it('asks for the same pause after an error that nobody foresaw', async () => {
    const failed = fail(new TypeError('a bug'), 3);
    await expect(failed).resolves.toMatchObject({
      type: 'TypeError',
      message: 'a bug',
      nextRetryDelay: 4_000,
    });
  });

  it('hands on what the activity returns', async () => {
    await expect(withBackOff((word: string) => Promise.resolve(word))('done')).resolves.toBe('done');
  });
});
