import { createLogger } from '@genvideo/runtime';
import type { Client } from '@temporalio/client';
import { eventually } from '@genvideo/testing';
import { createScriptedJobs } from '../../test/scripted-jobs';
import { createProgressHub } from './create-progress-hub';
import type { ProgressEvent } from './progress-event';

const logger = createLogger({ service: 'api', level: 'fatal', json: true, filePath: null });

const createLab = ({ maxWatchers = 100, maxWatchersPerKey = 100 } = {}) => {
  const jobs = createScriptedJobs();
  const hub = createProgressHub({
    client: {} as Client,
    logger,
    createReader: jobs.createReader,
    maxWatchers,
    maxWatchersPerKey,
  });
  return { jobs, hub };
};

const collect = (events: AsyncIterable<ProgressEvent>) => {
  const percents: number[] = [];
  const read = async (): Promise<void> => {
    for await (const { percent } of events) percents.push(percent);
  };
  return { percents, done: read() };
};

const always = (): AbortSignal => new AbortController().signal;

describe('createProgressHub', () => {
  it('asks the engine once, however many ask at the same time', async () => {
    const { jobs, hub } = createLab();
    jobs.set('job', { percent: 5 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => hub.read('job')));
    expect(new Set(answers.map(({ progress }) => progress.percent))).toEqual(new Set([5]));
    expect([jobs.looks('job'), hub.stats().engineCalls]).toEqual([1, 1]);
  });

  it('asks at most once a second for those who keep asking, also about unknown jobs', async () => {
    const { jobs, hub } = createLab();
    jobs.set('job');
    const startedAtMs = Date.now();
    let asked = 0;
    await eventually(
      async () => {
        for (let many = 0; many < 100; many += 1) {
          asked += 1;
          await Promise.all([hub.read('job'), hub.read('unknown').catch(() => undefined)]);
        }
        return jobs.looks('job') >= 3;
      },
      { what: 'three looks' },
    );
    const seconds = Math.floor((Date.now() - startedAtMs) / 1_000);
    expect(asked).toBeGreaterThan(300);
    expect(jobs.looks('job')).toBeLessThanOrEqual(seconds + 1);
    expect(jobs.looks('unknown')).toBeLessThanOrEqual(seconds + 1);
  });

  it('knows at once of a job that has just begun, though it was asked for before', async () => {
    const { jobs, hub } = createLab();
    const unknown = { name: 'NotFoundError' };
    await expect(hub.read('job')).rejects.toMatchObject(unknown);
    jobs.set('job', { percent: 5 });
    await expect(hub.read('job')).rejects.toMatchObject(unknown);
    hub.forgetAbsence('job');
    expect((await hub.read('job')).progress.percent).toBe(5);
    hub.forgetAbsence('nobody asked for this');
  });

  it('knows without asking that an id is none', async () => {
    const { jobs, hub } = createLab();
    for (const id of ['', 'no id', 'x'.repeat(10_000)])
      await expect(hub.read(id)).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(jobs.looks('no id')).toBe(0);
  });

  it('shares one upstream watch, and ends it with the last watcher', async () => {
    const { jobs, hub } = createLab();
    jobs.set('job', { percent: 1 });
    const leaving = Array.from({ length: 50 }, () => new AbortController());
    const watchers = leaving.map(({ signal }) => collect(hub.watch('job', { signal })));
    await eventually(() => watchers.every(({ percents }) => percents.length === 1), {
      what: 'a first state',
    });
    expect([jobs.looks('job'), hub.stats()]).toMatchObject([1, { jobs: 1, watchers: 50 }]);
    jobs.set('job', { percent: 2 });
    await eventually(() => watchers.every(({ percents }) => percents.at(-1) === 2), { what: 'the change' });
    for (const each of leaving) each.abort();
    await Promise.all(watchers.map(({ done }) => done));
    expect(hub.stats()).toMatchObject({ jobs: 0, watchers: 0 });
    const looks = jobs.looks('job');
    expect(looks).toBeLessThanOrEqual(4);
    await hub.close('over');
    expect(jobs.looks('job')).toBe(looks);
  });

  it('ends with the final state, at once where a job has ended already', async () => {
    const { jobs, hub } = createLab();
    jobs.set('job', { percent: 40 });
    const watcher = collect(hub.watch('job', { signal: always() }));
    await eventually(() => watcher.percents.length === 1, { what: 'a first state' });
    jobs.set('job', { step: 'completed', percent: 100 }, { workflow_status: 'COMPLETED' });
    await watcher.done;
    expect(watcher.percents).toEqual([40, 100]);
    const late = collect(hub.watch('job', { signal: always() }));
    await late.done;
    expect(late.percents).toEqual([100]);
    expect(hub.stats()).toMatchObject({ jobs: 0, watchers: 0 });
  });

  it('never goes back, for watchers who come again and those who ask', async () => {
    const { jobs, hub } = createLab();
    jobs.set('job', { percent: 60 });
    const leaving = new AbortController();
    const first = collect(hub.watch('job', { signal: leaving.signal }));
    await eventually(() => first.percents.length === 1, { what: 'a first state' });
    leaving.abort();
    jobs.set('job', { percent: 30, message: 'another try' });
    const looks = jobs.looks('job');
    const again = collect(hub.watch('job', { signal: always() }));
    await eventually(() => jobs.looks('job') > looks && again.percents.length === 2, { what: 'a look' });
    expect(again.percents).toEqual([60, 60]);
    expect((await hub.read('job')).progress.percent).toBe(60);
    await hub.close('over');
    await again.done.catch(() => undefined);
  });

  it('keeps its watchers while the engine is away, and refuses new ones', async () => {
    const { jobs, hub } = createLab();
    jobs.set('job', { percent: 10 });
    const watcher = collect(hub.watch('job', { signal: always() }));
    await eventually(() => watcher.percents.length === 1, { what: 'a first state' });
    jobs.setAway(true);
    const away = { name: 'EngineUnavailableError' };
    await eventually(
      () =>
        expect(hub.read('job'))
          .rejects.toMatchObject(away)
          .then(() => true),
      {
        what: 'the engine to be missed',
      },
    );
    const late = hub.watch('job', { signal: always() })[Symbol.asyncIterator]();
    await expect(late.next()).rejects.toMatchObject(away);
    jobs.set('job', { percent: 20 });
    jobs.setAway(false);
    await eventually(() => watcher.percents.at(-1) === 20, { what: 'the state after the outage' });
    await hub.close('over');
    await watcher.done.catch(() => undefined);
  });

  it('looks at once and more often after a nudge', async () => {
    const { jobs, hub } = createLab();
    jobs.set('job');
    const watcher = collect(hub.watch('job', { signal: always() }));
    await eventually(() => watcher.percents.length === 1, { what: 'a first state' });
    const looksWithin = async (looks: number): Promise<number> => {
      const since = { looks: jobs.looks('job'), ms: Date.now() };
      await eventually(() => jobs.looks('job') >= since.looks + looks, { what: 'looks' });
      return Date.now() - since.ms;
    };
    const calmMs = await looksWithin(4);
    hub.nudge('job');
    expect(await looksWithin(4)).toBeLessThan(calmMs / 1.5);
    hub.nudge('nobody watches this');
    await hub.close('over');
    await watcher.done.catch(() => undefined);
  });

  it('refuses more watchers than it may have', async () => {
    const { jobs, hub } = createLab({ maxWatchers: 2 });
    jobs.set('job');
    const leaving = new AbortController();
    hub.watch('job', { signal: leaving.signal });
    hub.watch('job', { signal: always() });
    expect(() => hub.watch('job', { signal: always() })).toThrow('2 watch through this process already');
    leaving.abort();
    hub.watch('job', { signal: always() });
    await hub.close('over');
  });

  it('refuses more watchers of one key than it may have, and no others', async () => {
    const { jobs, hub } = createLab({ maxWatchersPerKey: 1 });
    jobs.set('job');
    const leaving = new AbortController();
    const watchAs = (name: string, signal = always()) =>
      hub.watch('job', { signal, caller: { userId: null, name } });
    watchAs('ada#1', leaving.signal);
    expect(() => watchAs('ada#1')).toThrow('1 watch with this key already');
    watchAs('bob#1');
    for (let many = 0; many < 3; many += 1) watchAs('anonymous');
    expect(hub.stats().watchers).toBe(5);
    leaving.abort();
    watchAs('ada#1');
    await hub.close('over');
  });

  it('ends all watches with the reason', async () => {
    const { jobs, hub } = createLab();
    jobs.set('job');
    const watcher = collect(hub.watch('job', { signal: always() }));
    await eventually(() => watcher.percents.length === 1, { what: 'a first state' });
    const failed = expect(watcher.done).rejects.toMatchObject({
      name: 'HubClosedError',
      reason: 'Deploying',
    });
    await hub.close('Deploying');
    await failed;
    expect(() => hub.watch('job', { signal: always() })).toThrow('Deploying');
  });
});
