import { QueueFullError } from '@genvideo/progress-client/direct';
import { waitForPlace } from './wait-for-place';

const full = (): QueueFullError => new QueueFullError({ waiting: 2, maxWaiting: 2, retryAfterSeconds: 1 });

describe('waitForPlace', () => {
  it('says once that the queue is full, and submits when it no longer is', async () => {
    const notices: string[] = [];
    const answers = [full(), full(), 'accepted'];
    const submit = (): Promise<string> => {
      const answer = answers.shift();
      return typeof answer === 'string'
        ? Promise.resolve(answer)
        : Promise.reject(answer ?? new Error('none left'));
    };
    const signal = new AbortController().signal;
    await expect(waitForPlace(submit, { notice: (text) => notices.push(text), signal })).resolves.toBe(
      'accepted',
    );
    expect(notices).toEqual([expect.stringContaining('LIMITER_MAX_WAITING')]);
  });

  it('passes on what has nothing to do with the queue, and stops when told to', async () => {
    const notice = (): void => undefined;
    const stopped = AbortSignal.abort(new Error('stopped'));
    const broken = waitForPlace(() => Promise.reject(new Error('broken')), { notice, signal: stopped });
    await expect(broken).rejects.toThrow('broken');
    await expect(waitForPlace(() => Promise.reject(full()), { notice, signal: stopped })).rejects.toThrow();
  });
});
