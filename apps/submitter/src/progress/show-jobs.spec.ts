import { createFailedReading, createSampleReading } from '../../test/reading-sample';
import type { JobReading } from './job-reading';
import { showChanges } from './show-changes';
import { showOnce } from './show-once';
import { showUntilEnd } from './show-until-end';

const PACE = { intervalSeconds: 0, maxIterations: Infinity };

/** A session whose looks find these, one after the other, and what it has shown. */
const createSession = (...readings: JobReading[]) => {
  const shown: JobReading[] = [];
  const stop = new AbortController();
  const session = {
    ask: (workflowId: string): Promise<JobReading> => {
      const reading = readings.shift() ?? createSampleReading();
      return Promise.resolve({ ...reading, result: { ...reading.result, workflow_id: workflowId } });
    },
    view: {
      show: (reading: JobReading) => void shown.push(reading),
      notice: () => undefined,
      close: () => undefined,
    },
    signal: stop.signal,
  };
  return { session, shown, stop };
};

describe('showOnce', () => {
  it('shows the jobs in the order asked for, and ends as the worst of them', async () => {
    const { session, shown } = createSession(
      createSampleReading({}, { exitStatus: 0 }),
      createFailedReading(),
      createSampleReading({ status: 'failed' }, { exitStatus: 1 }),
    );
    await expect(showOnce(['a', 'b', 'c'], session)).resolves.toBe(1);
    expect(shown.map(({ result }) => result.workflow_id)).toEqual(['a', 'b', 'c']);
  });
});

describe('showUntilEnd', () => {
  it('looks until the job has ended', async () => {
    const { session, shown } = createSession(
      createSampleReading({ percent: 1 }),
      createSampleReading({ percent: 2 }),
      createSampleReading({ status: 'cancelled' }, { final: true, exitStatus: 1 }),
    );
    await expect(showUntilEnd('a', session, PACE)).resolves.toBe(1);
    expect(shown).toHaveLength(3);
  });

  it('looks no more often than asked for, and takes a running job for what was asked', async () => {
    const { session, shown } = createSession();
    await expect(showUntilEnd('a', session, { ...PACE, maxIterations: 2 })).resolves.toBe(0);
    expect(shown).toHaveLength(2);
  });

  it('ends at once when nobody can be asked, and waits for them later', async () => {
    await expect(showUntilEnd('a', createSession(createFailedReading()).session, PACE)).resolves.toBe(3);
    const { session, shown } = createSession(
      createSampleReading(),
      createFailedReading(),
      createSampleReading({ status: 'completed' }, { final: true }),
    );
    await expect(showUntilEnd('a', session, PACE)).resolves.toBe(0);
    expect(shown).toHaveLength(3);
  });

  it('ends with 3 when nobody could be asked at the last look', async () => {
    const { session } = createSession(createSampleReading(), createFailedReading());
    await expect(showUntilEnd('a', session, { ...PACE, maxIterations: 2 })).resolves.toBe(3);
  });

  it('ends between two looks when nobody wants to know any more', async () => {
    const { session, stop } = createSession();
    const ended = showUntilEnd('a', session, { ...PACE, intervalSeconds: 3_600 });
    setImmediate(() => stop.abort());
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('showChanges', () => {
  /** Watches that find these, one watch after the other. */
  const createWatch = (...watches: JobReading[][]) =>
    async function* (): AsyncGenerator<JobReading> {
      yield* await Promise.resolve(watches.shift() ?? []);
    };
  const ended = createSampleReading({ status: 'completed' }, { final: true });

  it('shows the job and every change until it has ended, over as many watches as it takes', async () => {
    const { session, shown } = createSession();
    const watch = createWatch([createSampleReading({ percent: 1 }), createFailedReading()], [ended]);
    await expect(showChanges('a', session, { watch, pauseMs: 0 })).resolves.toBe(0);
    expect(shown).toHaveLength(4);
  });

  it('does not watch what has ended, or nobody knows of', async () => {
    for (const first of [ended, createFailedReading()]) {
      const { session, shown } = createSession(first);
      const watch = createWatch([createSampleReading()]);
      await expect(showChanges('a', session, { watch })).resolves.toBe(first.exitStatus);
      expect(shown).toHaveLength(1);
    }
  });

  it('ends when nobody wants to know any more', async () => {
    const { session, stop } = createSession();
    const watching = showChanges('a', session, { watch: createWatch(), pauseMs: 3_600_000 });
    setImmediate(() => stop.abort());
    await expect(watching).rejects.toMatchObject({ name: 'AbortError' });
  });
});
