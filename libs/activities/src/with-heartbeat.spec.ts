import { MockActivityEnvironment } from '@temporalio/testing';
import { withHeartbeat } from './with-heartbeat';

/** So many at once that beats leave every 600 ms. */
const CROWD = 30;

interface Course {
  /** How long each activity says nothing of what is to come, in milliseconds; default not at all. */
  silentMs?: number;
  /** In how many milliseconds it then says that there will be something to tell. */
  expectsMs: number;
  /** When it is over, in milliseconds from its start. */
  lastsMs: number;
}

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** How often each of so many activities beats. */
async function countBeats(activities: number, { silentMs = 0, expectsMs, lastsMs }: Course): Promise<number> {
  let beats = 0;
  const runs = Array.from({ length: activities }, () => {
    const environment = new MockActivityEnvironment();
    environment.on('heartbeat', () => {
      beats += 1;
    });
    return environment.run(() =>
      withHeartbeat(
        () => 'alive',
        async (_hurry, beating) => {
          await after(silentMs);
          beating.expect(expectsMs);
          await after(lastsMs - silentMs);
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
    await expect(countBeats(1, { expectsMs: Infinity, lastsMs: 1_300 })).resolves.toBe(3);
    await expect(countBeats(CROWD, { expectsMs: Infinity, lastsMs: 1_300 })).resolves.toBe(2);
  });

  it('leaves out a beat of a crowd shortly before something is told', async () => {
    await expect(countBeats(CROWD, { expectsMs: 850, lastsMs: 850 })).resolves.toBe(0);
    await expect(countBeats(CROWD, { silentMs: 300, expectsMs: 550, lastsMs: 850 })).resolves.toBe(0);
    await expect(countBeats(CROWD, { expectsMs: 950, lastsMs: 850 })).resolves.toBe(1);
    await expect(countBeats(CROWD, { silentMs: 300, expectsMs: 650, lastsMs: 850 })).resolves.toBe(1);
  });

  it('leaves out the second beat when it is that which comes shortly before', async () => {
    await expect(countBeats(CROWD, { expectsMs: 1_400, lastsMs: 1_400 })).resolves.toBe(1);
  });

  it('beats after all when nothing is told', async () => {
    await expect(countBeats(CROWD, { expectsMs: 850, lastsMs: 890 })).resolves.toBe(0);
    await expect(countBeats(CROWD, { expectsMs: 850, lastsMs: 910 })).resolves.toBe(1);
  });

  it('leaves out no beat where few run', async () => {
    await expect(countBeats(1, { expectsMs: 500, lastsMs: 500 })).resolves.toBe(1);
  });

  it('counts from the latest beat, whoever wanted it', async () => {
    const environment = new MockActivityEnvironment();
    const beatenAt: number[] = [];
    const startedAt = Date.now();
    environment.on('heartbeat', () => beatenAt.push(Date.now() - startedAt));
    const run = environment.run(() =>
      withHeartbeat(
        () => 'alive',
        async (_hurry, beats) => {
          await after(300);
          beats.beat();
          await after(500);
        },
      ),
    );
    await jest.advanceTimersByTimeAsync(800);
    await run;
    expect(beatenAt).toEqual([300, 700]);
  });
});
