import { createResourceStack, eventually } from '@genvideo/testing';
import { createScriptedJobs, type ScriptedJobs } from '../../test/scripted-jobs';
import { serveWatching, type ServedWatching } from '../../test/serve-watching';
import { watchEvents, type EventWatcher } from '../../test/watch-events';
import type { ListedJob } from '@genvideo/models';
import { EngineUnavailableError } from '@genvideo/progress-client/direct';
import type { ProgressView } from './watched-job';

const COMPLETED = { step: 'completed', status: 'completed', percent: 100 } as const;

const toLines = ({ events }: EventWatcher): string[] =>
  events.map(({ event, data }) => {
    if (event === 'missing') return `missing ${(data as { workflow_id: string }).workflow_id}`;
    if (event !== 'progress') return event;
    const { workflow_id, progress } = data as ProgressView;
    return `${workflow_id} ${progress.step} ${progress.percent}`;
  });

const toListed = (workflow_id: string, close_time: string | null = null): ListedJob => ({
  workflow_id,
  status: close_time === null ? 'RUNNING' : 'COMPLETED',
  workflow_type: 'GenVideoWorkflow',
  start_time: '2026-01-01T00:00:00.000Z',
  close_time,
  user_id: 'ada',
  percent: 0,
  step: 'pending',
});

describe('GET /events', () => {
  const resources = createResourceStack();
  let jobs: ScriptedJobs;
  let served: ServedWatching;

  const serve = async (options: Parameters<typeof serveWatching>[0] = {}): Promise<ServedWatching> =>
    resources.add(await serveWatching({ createReader: jobs.createReader, ...options }));
  const watch = (ids: readonly string[], headers: Record<string, string> = {}) =>
    watchEvents(`${served.url}/events?ids=${ids.join(',')}`, headers);
  const told = (watcher: EventWatcher, line: string) =>
    eventually(() => toLines(watcher).includes(line), { what: line });
  const complete = (id: string): void => jobs.set(id, COMPLETED, { workflow_status: 'COMPLETED' });

  beforeEach(async () => {
    jobs = createScriptedJobs();
    served = await serve();
  });
  afterEach(() => resources.end());

  it('tells the present state of each job, every change, each end, and that all have ended', async () => {
    jobs.set('a', { percent: 5 });
    jobs.set('b', { percent: 7 });
    complete('c');
    const watcher = await watch(['a', 'b', 'c', 'a']);
    expect(watcher.response.headers.get('content-type')).toContain('text/event-stream');
    await eventually(() => watcher.events.length >= 3, { what: '3 states' });
    expect(toLines(watcher).sort()).toEqual(['a pending 5', 'b pending 7', 'c completed 100']);
    const { progress } = await served.hub.read('a');
    expect(watcher.events.map(({ data }) => data)).toContainEqual({
      workflow_id: 'a',
      workflow_status: 'RUNNING',
      progress,
      timestamp: expect.stringMatching(/Z$/),
    });
    jobs.record('a', 1, { step: 'image', status: 'running', percent: 12 });
    await told(watcher, 'a image 12');
    complete('b');
    await told(watcher, 'b completed 100');
    complete('a');
    await watcher.ended;
    expect(toLines(watcher).slice(-2)).toEqual(['a completed 100', 'end']);
  });

  it("names the jobs that are not there, or are not the caller's, and goes on with the others", async () => {
    jobs.set('adas', { percent: 1 });
    jobs.set('bobs', { percent: 2 }, { tags: ['user:bob'] });
    const watcher = await watch(['unknown', 'bobs', 'adas'], { 'x-api-key': 'ada' });
    await eventually(() => watcher.events.length >= 3, { what: 'all three' });
    expect(toLines(watcher).sort()).toEqual(['adas pending 1', 'missing bobs', 'missing unknown']);
    const missing = watcher.events.filter(({ event }) => event === 'missing').map(({ data }) => data);
    expect(missing).toContainEqual(
      expect.objectContaining({ type: 'NotFound', message: expect.stringContaining('unknown') }),
    );
    complete('adas');
    await watcher.ended;
    expect(toLines(watcher).at(-1)).toBe('end');
  });

  it('asks the engine once for a job, whatever the number of streams', async () => {
    jobs.set('a');
    const watchers = await Promise.all(Array.from({ length: 20 }, () => watch(['a'])));
    await Promise.all(watchers.map((watcher) => told(watcher, 'a pending 0')));
    expect(served.hub.stats()).toMatchObject({ jobs: 1, watchers: 20 });
    expect(jobs.looks('a')).toBeLessThan(3);
    watchers.forEach(({ leave }) => leave());
    await eventually(() => served.hub.stats().watchers === 0, { what: 'nobody to watch' });
    expect(served.hub.stats().jobs).toBe(0);
  });

  it.each([
    ['too many', Array.from({ length: 501 }, (_, index) => `job-${index}`), [['ids', '501 jobs']]],
    [
      'what is no id',
      ['ok', 'not ok', ''],
      [
        ['ids[1]', '"not ok" is no id'],
        ['ids[2]', '"" is no id'],
      ],
    ],
  ])('refuses %s by name', async (_what, ids, expected) => {
    const response = await fetch(`${served.url}/events?ids=${encodeURIComponent(ids.join(','))}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      problems: expected.map(([field, text]) => ({ field, problem: expect.stringContaining(text!) })),
    });
  });

  it('says so before it begins when nobody can tell which jobs match', async () => {
    served = await serve({ search: () => Promise.reject(new EngineUnavailableError('it is away')) });
    expect((await fetch(`${served.url}/events?user=ada`)).status).toBe(503);
    expect(served.hub.stats().watchers).toBe(0);
  });

  it('waits for an engine that does not answer', async () => {
    jobs.set('b', { percent: 3 });
    const watcher = await watch(['b']);
    await told(watcher, 'b pending 3');
    jobs.setAway(true);
    const looks = jobs.looks('b');
    await eventually(() => jobs.looks('b') > looks, { what: 'a look in vain' });
    complete('b');
    jobs.setAway(false);
    await watcher.ended;
    expect(toLines(watcher)).toEqual(['b pending 3', 'b completed 100', 'end']);
  });

  it('sends who comes back the stages it missed and every end, by another process', async () => {
    jobs.set('a');
    jobs.set('b');
    const first = await watch(['a', 'b']);
    await eventually(() => first.events.length >= 2, { what: 'both' });
    const id = first.events.at(-1)?.id;
    expect(id).toMatch(/^at-\d+$/);
    await resources.end();
    await first.ended;
    expect(toLines(first).at(-1)).toBe('shutdown');

    const secondsAfterBegin = (Date.now() - Date.parse('2026-01-01T00:00:00.000Z')) / 1_000;
    jobs.record('a', secondsAfterBegin + 1, { step: 'image', status: 'running' });
    jobs.record('a', secondsAfterBegin + 2, { step: 'video', status: 'running', percent: 23 });
    complete('b');
    served = await serve();
    const second = await watch(['a', 'b'], { 'last-event-id': id! });
    await eventually(() => second.events.length >= 3, { what: 'what was missed' });
    const lines = toLines(second);
    expect(lines.filter((line) => line.startsWith('a'))).toEqual(['a image 0', 'a video 23']);
    expect(lines).toContain('b completed 100');
    second.leave();
    expect((await fetch(`${served.url}/events?ids=a`, { headers: { 'last-event-id': 'end' } })).status).toBe(
      204,
    );
  });

  it('lets jobs join that come to match, follows them to their ends, and tells no end twice', async () => {
    let listed: ListedJob[] = [toListed('a')];
    let asked = 0;
    served = await serve({
      search: () => {
        asked += 1;
        return Promise.resolve(listed);
      },
    });
    jobs.set('a');
    jobs.set('b', { percent: 9 });
    complete('old');
    const watcher = await watchEvents(`${served.url}/events?user=ada`);
    await told(watcher, 'a pending 0');
    listed = [toListed('b'), toListed('a'), toListed('old', '2026-01-01T00:00:09.000Z')];
    await told(watcher, 'b pending 9');
    complete('a');
    await told(watcher, 'a completed 100');
    const before = asked;
    await eventually(() => asked > before + 1, { what: 'two more searches', timeoutMs: 10_000 });
    expect(toLines(watcher)).toEqual(['a pending 0', 'b pending 9', 'a completed 100']);
    watcher.leave();
  });

  it('spares a slow reader what is outdated, and never an end', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `job-${index}`);
    for (const id of ids) jobs.set(id);
    const closing = new AbortController();
    const caller = { userId: null, name: 'anybody' };
    const many = served.hub.watchMany({ signal: closing.signal, caller, jobs: ids.length });
    for (const id of ids) many.follow(id);
    many.seal();
    await eventually(() => ids.every((id) => jobs.looks(id) > 0), { what: 'a look at each' });
    for (const percent of [1, 2, 3]) {
      const looks = new Map(ids.map((id) => [id, jobs.looks(id)]));
      for (const id of ids) jobs.set(id, { percent });
      await eventually(() => ids.every((id) => jobs.looks(id) > (looks.get(id) ?? 0)), {
        what: 'the next look',
      });
    }
    ids.forEach(complete);
    await eventually(() => served.hub.stats().dropped >= 100, { what: 'states that gave way' });
    const ends: string[] = [];
    for await (const { items } of many)
      for (const item of items)
        if (item.kind === 'progress' && item.event.kind === 'last') ends.push(item.event.view.workflow_id);
    expect(ends.sort()).toEqual([...ids].sort());
  });
});
