import { createResourceStack, eventually, loadTestEnvironment, uniqueQueue } from '@genvideo/testing';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';
import { toListQuery } from './list-query';
import { toCursor } from './page-cursor';

const { address } = loadTestEnvironment();
const JOB = { prompt: 'A cat', user_id: 'ada' };
/** As a style, it would end the text it stands in, if it were not written as what it is. */
const NASTY_STYLE = `o'il' OR CustomTag = 'user:bob`;

interface Page {
  workflows: { workflow_id: string; status: string; start_time: string }[];
  next_cursor: string | null;
}

const taskQueue = uniqueQueue('list');
const resources = createResourceStack();
afterAll(() => resources.end());

describe('GET /workflows', () => {
  let app: ServedApp;
  const ids: Record<string, string> = {};

  const list = async (query: Record<string, string> = {}): Promise<Page> => {
    const response = await fetch(`${app.url}/workflows?${new URLSearchParams(query).toString()}`);
    expect(response.status).toBe(200);
    return (await response.json()) as Page;
  };
  const listIds = async (query: Record<string, string> = {}): Promise<string[]> =>
    (await list(query)).workflows.map(({ workflow_id }) => workflow_id).sort();
  const pick = (...names: string[]): string[] => names.map((name) => ids[name] ?? '').sort();

  beforeAll(async () => {
    app = resources.add(await serveApp(address, { TEMPORAL_TASK_QUEUE: taskQueue }));
    const submit = async (name: string, change: object): Promise<void> => {
      const { body } = await sendJson(`${app.url}/jobs`, { ...JOB, ...change });
      ids[name] = (body as { workflow_id: string }).workflow_id;
    };
    await submit('first', {});
    await submit('picture', { job_type: 'image' });
    await submit('nasty', { style: NASTY_STYLE });
    await submit('bobs', { user_id: 'bob' });
    await app.client.workflow.getHandle(ids['first'] ?? '').terminate();
    // On the same queue, and no job.
    await app.client.workflow.start('SomeoneElsesWorkflow', { workflowId: `other-${taskQueue}`, taskQueue });
    await eventually(async () => (await listIds({ status: 'TERMINATED' })).length === 1, {
      what: 'the end to be listed',
    });
    await eventually(async () => (await listIds()).length === 4, { what: 'all jobs to be listed' });
  });

  it('shows jobs, every key always there', async () => {
    expect((await list({ user: 'bob' })).workflows).toEqual([
      {
        workflow_id: ids['bobs'],
        status: 'RUNNING',
        workflow_type: 'GenVideoWorkflow',
        start_time: expect.stringMatching(/Z$/),
        close_time: null,
        user_id: 'bob',
        percent: 0,
        step: 'pending',
      },
    ]);
  });

  it('filters by status, type, user, tag and time', async () => {
    expect(await listIds({ status: 'TERMINATED' })).toEqual(pick('first'));
    expect(await listIds({ type: 'image' })).toEqual(pick('picture'));
    expect(await listIds({ type: 'GenVideoWorkflow' })).toHaveLength(4);
    expect(await listIds({ user: 'ada', status: 'RUNNING' })).toEqual(pick('picture', 'nasty'));
    expect(await listIds({ tag: 'style:realistic', type: 'video' })).toEqual(pick('first', 'bobs'));
    const { workflows } = await list({ user: 'bob' });
    const since = workflows[0]?.start_time ?? '';
    expect(await listIds({ since })).toContain(ids['bobs']);
    expect(await listIds({ until: since })).not.toContain(ids['bobs']);
    expect(await listIds({ until: '2020-01-01T00:00:00+02:00' })).toEqual([]);
  });

  it('takes a tag for a text, whatever stands in it', async () => {
    expect(await listIds({ tag: `style:${NASTY_STYLE}` })).toEqual(pick('nasty'));
    for (const tag of [`x' OR CustomTag = 'user:bob`, `' OR WorkflowId != '`, `'`, `%`, `x' -- `])
      expect(await listIds({ tag })).toEqual([]);
  });

  it('goes page by page, each job once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await list({ limit: '3', ...(cursor === null ? {} : { cursor }) });
      expect(page.workflows.length).toBeLessThanOrEqual(3);
      seen.push(...page.workflows.map(({ workflow_id }) => workflow_id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(seen.sort()).toEqual(Object.values(ids).sort());
  });

  it('asks the engine once for all who want the same list', async () => {
    const countLists = async (): Promise<number> => {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      return Number(
        /^genvideo_engine_calls_total\{[^}]*operation="ListWorkflowExecutions"[^}]*\} (\d+)$/m.exec(
          metrics,
        )?.[1],
      );
    };
    await list();
    const before = await countLists();
    expect(before).toBeGreaterThan(0);
    await Promise.all(Array.from({ length: 20 }, () => list({ user: 'nobody' })));
    expect(await countLists()).toBe(before + 1);
  });

  it('refuses a cursor of another list, and one that was changed', async () => {
    const { next_cursor: cursor } = await list({ limit: '1' });
    const ask = async (query: Record<string, string>) => {
      const response = await fetch(`${app.url}/workflows?${new URLSearchParams(query).toString()}`);
      return { status: response.status, body: await response.json() };
    };
    const refused = { status: 400, body: { problems: [{ field: 'cursor', problem: expect.any(String) }] } };
    expect(await ask({ limit: '1', user: 'ada', cursor: cursor ?? '' })).toMatchObject(refused);
    expect(await ask({ limit: '1', cursor: `${cursor?.slice(0, 14)}AAAA` })).toMatchObject(refused);
    const query = toListQuery({}, { taskQueue, userId: null });
    const madeUp = toCursor(query, Buffer.from('no token of the engine'));
    expect(await ask({ limit: '1', cursor: madeUp })).toMatchObject(refused);
  });
});
