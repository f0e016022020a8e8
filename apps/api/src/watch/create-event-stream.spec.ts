import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { EventSource } from 'eventsource';
import type { Response } from 'express';
import { createResourceStack, eventually } from '@genvideo/testing';
import { createScriptedJobs, type ScriptedJobs } from '../../test/scripted-jobs';
import { serveWatching, type ServedWatching } from '../../test/serve-watching';
import { watchEvents, type EventWatcher } from '../../test/watch-events';
import type { ProgressView } from './watched-job';

const STAGES: readonly [seconds: number, change: Parameters<ScriptedJobs['record']>[2]][] = [
  [1, { step: 'image', status: 'running', message: 'Making the image' }],
  [5, { step: 'video', percent: 23, message: 'Making the video' }],
  [9, { status: 'retrying', message: 'Trying the video again', error_message: 'It broke' }],
  [20, { step: 'processing', status: 'running', percent: 95, message: 'Storing', error_message: null }],
];

const toSteps = ({ events }: EventWatcher): string[] =>
  events.map(({ event, data }) => {
    if (event !== 'progress') return event;
    const { step, status, percent } = (data as ProgressView).progress;
    return `${step} ${status} ${percent}`;
  });

describe('GET /workflows/{workflow_id}/events', () => {
  const resources = createResourceStack();
  let jobs: ScriptedJobs;
  let served: ServedWatching;

  const serve = async (heartbeatMs = 15_000): Promise<ServedWatching> =>
    resources.add(await serveWatching({ createReader: jobs.createReader, heartbeatMs }));
  const toUrl = (workflowId = 'job'): string => `${served.url}/workflows/${workflowId}/events`;
  const told = (watcher: EventWatcher, count: number) =>
    eventually(() => watcher.events.length >= count, { what: `${count} events` });

  beforeEach(async () => {
    jobs = createScriptedJobs();
    served = await serve();
  });
  afterEach(() => resources.end());

  it('tells what REST tells, and ends with the job', async () => {
    jobs.set('job', { percent: 5 });
    const watcher = await watchEvents(toUrl());
    expect(watcher.response.headers.get('content-type')).toContain('text/event-stream');
    expect(watcher.response.headers.get('cache-control')).toBe('no-store');
    await told(watcher, 1);
    const { progress } = await served.hub.read('job');
    expect(watcher.events[0]?.data).toEqual({
      workflow_id: 'job',
      workflow_status: 'RUNNING',
      progress,
      timestamp: expect.stringMatching(/Z$/),
    });
    jobs.set(
      'job',
      { step: 'completed', status: 'completed', percent: 100 },
      { workflow_status: 'COMPLETED' },
    );
    await watcher.ended;
    expect(toSteps(watcher)).toEqual(['pending pending 5', 'completed completed 100', 'end']);
    expect(watcher.retryMs()).toBeGreaterThan(0);
  });

  it('answers before the stream starts where there is nothing to follow', async () => {
    jobs.set('job');
    const problem = async (url: string, headers: Record<string, string> = {}) => {
      const response = await fetch(url, { headers });
      return [response.status, response.headers.get('content-type')];
    };
    const type = expect.stringContaining('application/problem+json');
    expect(await problem(toUrl('unknown'))).toEqual([404, type]);
    expect(await problem(toUrl('x'.repeat(10_000)))).toEqual([404, type]);
    expect(await problem(toUrl(), { 'x-api-key': 'bob' })).toEqual([404, type]);
    expect(await problem(toUrl(), { 'x-api-key': 'wrong' })).toEqual([401, type]);
    jobs.setAway(true);
    expect(await problem(toUrl('another'))).toEqual([503, type]);
  });

  it('sends who comes back every stage it missed, by another process, and the end', async () => {
    jobs.set('job');
    const first = await watchEvents(toUrl());
    await told(first, 1);
    const [step, ...steps] = STAGES;
    jobs.record('job', ...step!);
    await told(first, 2);
    jobs.set('job', { percent: 12 });
    await told(first, 3);
    await resources.end();
    await first.ended;
    expect(toSteps(first)).toEqual(['pending pending 0', 'image running 0', 'image running 12', 'shutdown']);

    for (const each of steps) jobs.record('job', ...each);
    served = await serve();
    const second = await watchEvents(toUrl(), { 'last-event-id': first.events[2]!.id! });
    await told(second, 3);
    jobs.set(
      'job',
      { step: 'completed', status: 'completed', percent: 100 },
      { workflow_status: 'COMPLETED' },
    );
    await second.ended;
    expect(toSteps(second)).toEqual([
      'video running 23',
      'video retrying 23',
      'processing running 95',
      'completed completed 100',
      'end',
    ]);

    const ids = second.events.map(({ id }) => id!);
    const third = await watchEvents(`${toUrl()}?last_event_id=${ids[0]}`);
    await third.ended;
    expect(toSteps(third)).toEqual(toSteps(second).slice(1));
    const fourth = await watchEvents(toUrl(), { 'last-event-id': ids[3]! });
    await fourth.ended;
    expect(toSteps(fourth)).toEqual(['end']);
    expect((await fetch(toUrl(), { headers: { 'last-event-id': ids[4]! } })).status).toBe(204);
  });

  it('never goes back behind the percent of the last event', async () => {
    jobs.record('job', ...STAGES[0]!);
    jobs.set('job', { percent: 17 });
    const first = await watchEvents(toUrl());
    await told(first, 1);
    await resources.end();
    jobs.set('job', { percent: 3 });
    served = await serve();
    const second = await watchEvents(toUrl(), { 'last-event-id': first.events[0]!.id! });
    await told(second, 1);
    expect(toSteps(second)).toEqual(['image running 17']);
    second.leave();
  });

  it('takes an id that is none of its own for none', async () => {
    jobs.set('job', { percent: 5 });
    const watcher = await watchEvents(toUrl(), { 'last-event-id': '<script>' });
    await told(watcher, 1);
    expect(toSteps(watcher)).toEqual(['pending pending 5']);
    watcher.leave();
  });

  it('is followed by an EventSource, which stops when the job has ended', async () => {
    jobs.set('job', { percent: 5 });
    const source = new EventSource(toUrl());
    const percents: number[] = [];
    source.addEventListener('progress', ({ data }) => {
      percents.push((JSON.parse(data as string) as ProgressView).progress.percent);
    });
    await eventually(() => percents.length === 1, { what: 'a first event' });
    jobs.set('job', { step: 'completed', percent: 100 }, { workflow_status: 'COMPLETED' });
    await eventually(() => source.readyState === source.CLOSED, { what: 'the browser to stop' });
    expect(percents).toEqual([5, 100]);
  });

  it('keeps a quiet stream open by comments', async () => {
    served = await serve(100);
    jobs.set('job');
    const watcher = await watchEvents(toUrl());
    await eventually(() => watcher.comments() >= 3, { what: 'comments' });
    expect(watcher.events).toHaveLength(1);
    watcher.leave();
  });

  it('lets go of a watcher that has left', async () => {
    jobs.set('job');
    const watcher = await watchEvents(toUrl());
    await told(watcher, 1);
    watcher.leave();
    await eventually(() => served.hub.stats().watchers === 0, { what: 'the watch to end' });
  });

  it('forgets who hangs up before the job is known', async () => {
    const engine = new EventEmitter();
    const answers: Response[] = [];
    const createReader: typeof jobs.createReader = (options) => {
      const reader = jobs.createReader(options);
      const look = async () => {
        engine.emit('asked');
        await once(engine, 'go on');
        return reader.look();
      };
      return options.workflowId === 'slow' ? { ...reader, look } : reader;
    };
    served = resources.add(
      await serveWatching({ createReader, heartbeatMs: 50, onResponse: (answer) => answers.push(answer) }),
    );
    jobs.set('slow');
    jobs.set('job');
    const leaving = new AbortController();
    const asked = once(engine, 'asked');
    const left = fetch(toUrl('slow'), { signal: leaving.signal }).catch(() => 'left');
    await asked;
    const [answer] = answers;
    const gone = once(answer!, 'close');
    leaving.abort();
    expect(await left).toBe('left');
    await gone;
    const write = jest.spyOn(answer!, 'write');
    engine.emit('go on');
    const watcher = await watchEvents(toUrl());
    await eventually(() => watcher.comments() >= 3, { what: 'some rounds of beats' });
    watcher.leave();
    expect(write).not.toHaveBeenCalled();
  });

  it('cuts off a watcher that does not read, and keeps little for it', async () => {
    served = resources.add(
      await serveWatching({ createReader: jobs.createReader, heartbeatMs: 200, stalledMs: 300 }),
    );
    jobs.set('job');
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    resources.defer(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.write('GET /workflows/job/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');
    socket.pause();
    let message = 0;
    await eventually(
      () => {
        message += 1;
        jobs.set('job', { message: `${message} ${'x'.repeat(1_000_000)}` });
        served.hub.nudge('job');
        return served.hub.stats().watchers === 0;
      },
      { what: 'the watcher to be cut off', timeoutMs: 15_000 },
    );
  });
});
