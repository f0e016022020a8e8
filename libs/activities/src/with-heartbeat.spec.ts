import { MockActivityEnvironment } from '@temporalio/testing';
import { withHeartbeat } from './with-heartbeat';

/** So many at once that beats leave every 600 ms. */
const CROWD = 30;

/** How often each of so many activities beats in a time that is over when it said it would be. */
async function countBeats(activities: number, lastsMs: number, expectsMs: number): Promise<number> {
  let beats = 0;
  const runs = Array.from({ length: activities }, () => {
    const environment = new MockActivityEnvironment();
    environment.on('heartbeat', () => {
      beats += 1;
    });
    return environment.run(() =>
      withHeartbeat(
        () => 'alive',
        async (_hurry, pulse) => {
          await Promise.resolve();
          pulse.expect(expectsMs);
          await new Promise((resolve) => setTimeout(resolve, lastsMs));
        },
      ),
    );
  });
  await jest.advanceTimersByTimeAsync(lastsMs);
  await Promise.all(runs);
  return beats / activities;
}

describe('withHeartbeat', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('beats every 0.4 s, and more seldom in a crowd', async () => {
    await expect(countBeats(1, 1_300, Infinity)).resolves.toBe(3);
    await expect(countBeats(CROWD, 1_300, Infinity)).resolves.toBe(2);
  });

  it('leaves out a beat of a crowd shortly before something is told', async () => {
    await expect(countBeats(CROWD, 850, 850)).resolves.toBe(0);
    await expect(countBeats(CROWD, 850, 950)).resolves.toBe(1);
  });

  it('beats after all when nothing is told', async () => {
    await expect(countBeats(CROWD, 1_000, 850)).resolves.toBe(1);
  });

  it('leaves out no beat where few run', async () => {
    await expect(countBeats(1, 500, 500)).resolves.toBe(1);
  });

  it('counts from the latest beat, whoever wanted it', async () => {
    const environment = new MockActivityEnvironment();
    const beats: number[] = [];
    const startedAt = Date.now();
    environment.on('heartbeat', () => beats.push(Date.now() - startedAt));
    const run = environment.run(() =>
      withHeartbeat(
        () => 'alive',
        async (_hurry, pulse) => {
          await new Promise((resolve) => setTimeout(resolve, 300));
          pulse.beat();
          await new Promise((resolve) => setTimeout(resolve, 500));
        },
      ),
    );
    await jest.advanceTimersByTimeAsync(800);
    await run;
    expect(beats).toEqual([300, 700]);
  });
});
