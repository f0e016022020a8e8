import type {
  FailureCounts,
  GalleryPage,
  JobResult,
  LimiterHistory,
  ProgressAnswer,
  Session,
} from '@genvideo/models';
import { createResourceStack, eventually, loadTestEnvironment, uniqueQueue } from '@genvideo/testing';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';
import { startWorker } from '../../test/start-worker';
import { watchEvents, type EventWatcher } from '../../test/watch-events';

const { address } = loadTestEnvironment();
const EVERYBODYS = 'the-key-of-nobody';
const ADAS = 'the-key-of-only-ada';

const taskQueue = uniqueQueue('overview');
const resources = createResourceStack();
afterAll(() => resources.end());

describe('what pages show of many jobs', () => {
  let app: ServedApp;
  const ids: Record<string, string> = {};

  const ask = async <Answer>(path: string, key = EVERYBODYS): Promise<Answer> => {
    const response = await fetch(`${app.url}${path}`, { headers: { 'x-api-key': key } });
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as Answer;
  };
  const list = async (query = '', key = EVERYBODYS): Promise<string[]> =>
    (await ask<GalleryPage>(`/gallery${query}`, key)).items.map(({ prompt }) => prompt ?? 'no prompt');

  beforeAll(async () => {
    const { resultsDir } = await startWorker(resources, {
      taskQueue,
      imageSeconds: 0.1,
      env: { MAX_CONCURRENT_JOBS: '4', MAX_STAGE_RETRIES: '1' },
    });
    app = resources.add(
      await serveApp(address, {
        TEMPORAL_TASK_QUEUE: taskQueue,
        RESULTS_DIR: resultsDir,
        REQUIRE_API_KEY: 'true',
        API_KEYS: `${EVERYBODYS},ada=${ADAS}`,
        TEMPORAL_UI_URL: 'https://temporal.example/ui/',
      }),
    );
    const submit = async (name: string, job: object): Promise<void> => {
      const sent = await sendJson(
        `${app.url}/jobs`,
        { user_id: 'ada', job_type: 'image', width: 64, height: 64, ...job },
        { headers: { 'x-api-key': EVERYBODYS, prefer: 'wait=30' } },
      );
      expect([name, sent.status]).toEqual([name, 200]);
      ids[name] = (sent.body as JobResult).workflow_id;
    };
    await submit('kite', { prompt: 'A RED kite', style: 'cinematic' });
    await submit('boat', { prompt: 'A red boat' });
    await submit('bobs', { prompt: 'A blue boat', user_id: 'bob' });
    // What the deny list of the content policy, or a bad URL, would do: it is the worker that refuses it.
    const { workflow } = app.client;
    ids['bad'] = `bad-${taskQueue}`;
    await workflow
      .execute('GenVideoWorkflow', {
        workflowId: ids['bad'],
        taskQueue,
        args: [{ prompt: '', user_id: 'ada' }],
      })
      .catch(() => undefined);
    await eventually(async () => (await list('?status=completed')).length === 3, { what: 'three results' });
  }, 90_000);

  it('are listed with their prompts and what they made, the latest first', async () => {
    const { items, next_cursor } = await ask<GalleryPage>('/gallery?user=ada');
    expect(next_cursor).toBeNull();
    expect(items.map(({ prompt }) => prompt)).toEqual(['A red boat', 'A RED kite']);
    expect(items[1]).toMatchObject({
      workflow_id: ids['kite'],
      status: 'completed',
      kind: 'image',
      style: 'cinematic',
      user_id: 'ada',
      input: { prompt: 'A RED kite', priority: 3 },
      assets: [{ kind: 'image', media_type: 'image/png', width: 64, height: 64 }],
      submissions: 1,
      error: null,
    });
  });

  it('are found by the words of their prompts and by style, page by page', async () => {
    expect(await list('?q=boat')).toEqual(['A blue boat', 'A red boat']);
    expect(await list('?q=RED+a')).toEqual(['A red boat', 'A RED kite']);
    expect(await list('?q=submarine')).toEqual([]);
    expect(await list('?style=cinematic')).toEqual(['A RED kite']);
    const first = await ask<GalleryPage>('/gallery?q=a&limit=2');
    expect(first.items).toHaveLength(2);
    const rest = `/gallery?q=a&limit=2&cursor=${first.next_cursor}`;
    expect((await ask<GalleryPage>(rest)).items.map(({ prompt }) => prompt)).toEqual(['A RED kite']);
    const wrong = await fetch(`${app.url}/gallery?q=b&cursor=${first.next_cursor}`, {
      headers: { 'x-api-key': EVERYBODYS },
    });
    expect(wrong.status).toBe(400);
  });

  it("are a user's own for a key that is bound to it", async () => {
    expect(await list('', ADAS)).toEqual(['A red boat', 'A RED kite']);
    // What was refused before it was anybody's is not hers.
    expect((await ask<FailureCounts>('/failures', ADAS)).total).toBe(0);
  });

  it('are counted by cause where they failed', async () => {
    const counts = await ask<FailureCounts>('/failures');
    expect(counts).toMatchObject({ total: 1, counted: 1 });
    expect(counts.causes).toEqual([
      {
        type: 'InvalidRequest',
        count: 1,
        last_at: expect.stringMatching(/Z$/),
        last_workflow_id: ids['bad'],
        message: expect.stringContaining('prompt'),
      },
    ]);
  });

  it('leave a trace of the limiter, which is watched for all who look on', async () => {
    await eventually(async () => (await ask<LimiterHistory>('/limiter/history')).samples.length >= 2, {
      what: 'two samples',
      timeoutMs: 20_000,
    });
    const { samples } = await ask<LimiterHistory>('/limiter/history');
    expect(samples[0]).toMatchObject({ capacity: 4, paused: false });
    const last = samples.at(-1)?.at ?? '';
    const later = await ask<LimiterHistory>(`/limiter/history?since=${last}`);
    expect(later.samples.every(({ at }) => at > last)).toBe(true);
  });

  it('come with what a page has to know', async () => {
    expect(await ask<Session>('/session', ADAS)).toMatchObject({
      user_id: 'ada',
      key_required: true,
      task_queue: taskQueue,
      temporal_ui_url: 'https://temporal.example/ui',
      limits: { max_watched: 500 },
    });
    expect((await fetch(`${app.url}/session`)).status).toBe(401);
    const page = await fetch(app.url, { headers: { accept: 'text/html' } });
    expect([200, 503]).toContain(page.status);
  });

  it('are followed on one stream from when they come to match to their ends, also by who comes back', async () => {
    const follow = (headers: Record<string, string> = {}) =>
      watchEvents(`${app.url}/events?user=carol`, { 'x-api-key': EVERYBODYS, ...headers });
    const since = `at-${Date.now()}`;
    const watcher = await follow();
    const sent = await sendJson(
      `${app.url}/jobs`,
      { prompt: 'A green hill', user_id: 'carol', job_type: 'image', width: 64, height: 64 },
      { headers: { 'x-api-key': EVERYBODYS } },
    );
    const { workflow_id: id } = sent.body as { workflow_id: string };
    const hasEnded = ({ events }: EventWatcher): boolean =>
      events.some(({ data }) => {
        const { workflow_id, workflow_status } = data as ProgressAnswer;
        return workflow_id === id && workflow_status === 'COMPLETED';
      });
    await eventually(() => hasEnded(watcher), { what: 'the end', timeoutMs: 30_000 });
    watcher.leave();
    const back = await follow({ 'last-event-id': since });
    await eventually(() => hasEnded(back), { what: 'the end that was missed', timeoutMs: 10_000 });
    back.leave();
  });

  it('may be shown by tickets that open files alone', async () => {
    const { body } = await sendJson(
      `${app.url}/tickets`,
      { scope: 'assets' },
      { headers: { 'x-api-key': ADAS } },
    );
    const { ticket } = body as { ticket: string };
    const { items } = await ask<GalleryPage>('/gallery?user=ada');
    const file = new URL(items[0]?.assets[0]?.url ?? '').pathname;
    expect((await fetch(`${app.url}${file}?ticket=${ticket}`)).status).toBe(200);
    for (const path of ['/events?user=ada', `/workflows/${ids['kite']}/events`])
      expect((await fetch(`${app.url}${path}${path.includes('?') ? '&' : '?'}ticket=${ticket}`)).status).toBe(
        401,
      );
  });
});
