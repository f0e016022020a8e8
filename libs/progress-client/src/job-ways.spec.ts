import { createResourceStack } from '@genvideo/testing';
import { JobWays } from './job-ways';
import { untilAborted } from './until-aborted';

const resources = createResourceStack();
afterEach(() => resources.end());

const open = (): JobWays => resources.add(new JobWays({ apiBaseUrl: 'http://127.0.0.1:9' }));
const waitForEver = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
async function* sayNothing(): AsyncGenerator<number> {
  await new Promise(() => undefined);
  yield 0;
}

describe('JobWays', () => {
  it('ends everything under way, however much, with so few listeners at a signal that Node sees no leak', async () => {
    const listen = jest.spyOn(EventTarget.prototype, 'addEventListener');
    resources.defer(() => listen.mockRestore());
    const ways = open();
    const calls = Array.from({ length: 20 }, () => ways.run(undefined, waitForEver));
    const iterations = Array.from({ length: 20 }, () =>
      ways.iterate(undefined, (signal) => untilAborted(sayNothing(), signal)).next(),
    );
    await ways.close();
    for (const call of calls) await expect(call).rejects.toThrow('has been closed');
    for (const next of iterations) await expect(next).resolves.toMatchObject({ done: true });
    const targets = listen.mock.contexts;
    const counts = [...new Set(targets)].map((one) => targets.filter((target) => target === one).length);
    expect(counts.length).toBeGreaterThanOrEqual(40);
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
  });

  it('begins nothing after it was closed', async () => {
    const ways = open();
    await ways.close();
    const closed = { name: 'InvalidRequestError', message: expect.stringContaining('has been closed') };
    await expect(ways.run(undefined, waitForEver)).rejects.toMatchObject(closed);
    await expect(ways.iterate(undefined, sayNothing).next()).rejects.toMatchObject(closed);
  });
});
