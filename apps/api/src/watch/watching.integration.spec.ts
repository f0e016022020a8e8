import type { JobStatus } from '@genvideo/models';
import { startJob } from '@genvideo/progress-client/direct';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  uniqueId,
  uniqueQueue,
} from '@genvideo/testing';
import { connectCounting, type CountingClient } from '../../test/connect-counting';
import { serveWatching, type ServedWatching } from '../../test/serve-watching';
import { startBusyWorker } from '../../test/start-busy-worker';
import { startCuttableProxy, type CuttableProxy } from '../../test/start-cuttable-proxy';
import { watchEvents, type EventWatcher } from '../../test/watch-events';
import { watchSocket } from '../../test/watch-socket';
import type { ProgressView } from './watched-job';

const toStages = (views: readonly ProgressView[]): string[] => {
  const stages = views.map(({ progress: { step, status } }) => `${step} ${status}`);
  return stages.filter((stage, index) => stage !== stages[index - 1]);
};

const toViews = ({ events }: EventWatcher): ProgressView[] =>
  events.filter(({ event }) => event === 'progress').map(({ data }) => data as ProgressView);

const isSorted = (views: readonly ProgressView[]): boolean =>
  views.every(({ progress }, index) => progress.percent >= (views[index - 1]?.progress.percent ?? 0));

const WHOLE_STORY = [
  'pending pending',
  'image running',
  'video running',
  'processing running',
  'completed completed',
];

/** What a job went through, by its own record. */
const toRecord = async ({ client }: CountingClient, workflowId: string): Promise<string[]> => {
  const status = await client.workflow.getHandle(workflowId).query<JobStatus>('get_status');
  const stages = status.progress_history.map(({ step, status: state }) => `${step} ${state}`);
  return stages.filter((stage, index) => stage !== stages[index - 1]);
};

/** Starts a job, and returns its id. */
const submit = async ({ client }: CountingClient, taskQueue: string): Promise<string> => {
  const limits = { jobTimeoutSeconds: 60, queueTimeoutSeconds: 60 };
  const request_id = uniqueId('watched');
  await startJob({ client, taskQueue, ...limits }, { prompt: 'A cat', user_id: 'ada', request_id });
  return request_id;
};

describe('watching a job of the real worker', () => {
  const resources = createResourceStack();
  const taskQueue = uniqueQueue('watch');
  let engine: CountingClient;
  let served: ServedWatching;

  const toUrl = (workflowId: string): string => `${served.url}/workflows/${workflowId}/events`;

  beforeAll(async () => {
    engine = resources.add(connectCounting(loadTestEnvironment().address));
    await startBusyWorker(resources, taskQueue, { imageSeconds: 1, videoSeconds: 4 });
  }, 60_000);
  beforeEach(async () => {
    served = await serveWatching({ client: engine.client });
  });
  afterEach(() => served.stop());
  afterAll(() => resources.end());

  it('tells 50 watchers the whole story for the engine calls of one', async () => {
    const before = await engine.calls('DescribeWorkflowExecution');
    const workflowId = await submit(engine, taskQueue);
    const startedAtMs = Date.now();
    const sockets = await Promise.all(
      Array.from({ length: 25 }, () => watchSocket(served.wsUrl, workflowId)),
    );
    const streams = await Promise.all(Array.from({ length: 25 }, () => watchEvents(toUrl(workflowId))));
    await Promise.all([...sockets.map(({ closed }) => closed), ...streams.map(({ ended }) => ended)]);

    const seconds = (Date.now() - startedAtMs) / 1_000;
    const describes = (await engine.calls('DescribeWorkflowExecution')) - before;
    expect(describes).toBeGreaterThan(0);
    expect(describes).toBeLessThan(5 + seconds * 3);
    expect(served.hub.stats()).toMatchObject({ jobs: 0, watchers: 0, dropped: 0 });
    for (const views of [...sockets.map((each) => each.views), ...streams.map(toViews)]) {
      const stages = toStages(views);
      // The first image may have begun before the last of the watchers came.
      expect(stages.length).toBeGreaterThanOrEqual(WHOLE_STORY.length - 1);
      expect(stages).toEqual(WHOLE_STORY.slice(-stages.length));
      expect(isSorted(views)).toBe(true);
      expect(new Set(views.map(({ progress }) => progress.percent)).size).toBeGreaterThan(3);
      expect(views.at(-1)).toMatchObject({
        workflow_status: 'COMPLETED',
        progress: { percent: 100, asset_url: expect.stringContaining('video') },
      });
    }
  }, 60_000);

  it('leaves no gap and repeats no stage when the API starts again while a job goes on', async () => {
    const workflowId = await submit(engine, taskQueue);
    const views: ProgressView[] = [];
    let lastEventId = '';
    const follow = async (): Promise<EventWatcher> => {
      const headers: Record<string, string> = lastEventId === '' ? {} : { 'last-event-id': lastEventId };
      return watchEvents(toUrl(workflowId), headers);
    };
    const take = (watcher: EventWatcher): void => {
      views.push(...toViews(watcher));
      lastEventId = watcher.events.findLast(({ id }) => id !== undefined)?.id ?? lastEventId;
    };
    for (const step of ['image', 'video']) {
      const watcher = await follow();
      await eventually(() => toViews(watcher).some(({ progress }) => progress.step === step), {
        what: `the ${step}`,
        timeoutMs: 20_000,
      });
      await served.stop('The API is restarting');
      await watcher.ended;
      expect(watcher.events.at(-1)).toMatchObject({
        event: 'shutdown',
        data: { reason: 'The API is restarting' },
      });
      take(watcher);
      served = await serveWatching({ client: engine.client });
    }
    await engine.client.workflow.getHandle(workflowId).result();
    const last = await follow();
    await last.ended;
    expect(last.events.at(-1)?.event).toBe('end');
    take(last);
    const stages = toStages(views);
    // The job may have been given its permit before the first watcher came.
    expect(stages.length).toBeGreaterThanOrEqual(WHOLE_STORY.length - 1);
    expect(stages).toEqual((await toRecord(engine, workflowId)).slice(-stages.length));
    expect(isSorted(views)).toBe(true);
    expect((await fetch(toUrl(workflowId), { headers: { 'last-event-id': lastEventId } })).status).toBe(204);
  }, 60_000);

  it('tells of a job that no worker takes, and of its end', async () => {
    const workflowId = await submit(engine, uniqueQueue('nobody'));
    const watcher = await watchSocket(served.wsUrl, workflowId);
    await eventually(() => watcher.views.length === 1, { what: 'a first state' });
    expect(watcher.views[0]).toMatchObject({ workflow_status: 'RUNNING', progress: { step: 'pending' } });
    await engine.client.workflow.getHandle(workflowId).terminate('enough');
    expect(await watcher.closed).toMatchObject({ code: 1000 });
    expect(watcher.views.at(-1)).toMatchObject({
      workflow_status: 'TERMINATED',
      progress: { status: 'cancelled' },
    });
  });
});

describe('watching while the engine is away', () => {
  const resources = createResourceStack();
  let proxy: CuttableProxy;
  let engine: CountingClient;
  let near: CountingClient;
  let served: ServedWatching;

  beforeAll(async () => {
    const { address } = loadTestEnvironment();
    proxy = resources.add(await startCuttableProxy(address));
    near = resources.add(connectCounting(address));
    engine = resources.add(connectCounting(proxy.address));
    served = resources.add(await serveWatching({ client: engine.client }));
  });
  afterAll(() => resources.end());

  it('keeps the watchers, refuses others at once, and goes on when it is back', async () => {
    const request_id = await submit(near, uniqueQueue('away'));
    const watcher = await watchSocket(served.wsUrl, request_id);
    await eventually(() => watcher.views.length === 1, { what: 'a first state' });

    proxy.cut();
    const url = `${served.url}/workflows/${request_id}/events`;
    const refused = await eventually(
      async () => {
        const response = await fetch(url);
        if (response.status === 503) return response;
        await response.body?.cancel();
        return null;
      },
      { what: 'the engine to be missed' },
    );
    expect(refused.headers.get('retry-after')).not.toBeNull();
    const askedAtMs = Date.now();
    expect((await fetch(`${served.url}/workflows/another/events`)).status).toBe(503);
    expect(Date.now() - askedAtMs).toBeLessThan(4_000);

    await near.client.workflow.getHandle(request_id).terminate('while you were out');
    proxy.mend();
    expect(await watcher.closed).toMatchObject({ code: 1000 });
    expect(watcher.views.at(-1)).toMatchObject({ workflow_status: 'TERMINATED' });
  });
});
