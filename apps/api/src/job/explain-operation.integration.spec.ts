import { explanationSchema } from '@genvideo/models/schemas';
import { createResourceStack, loadTestEnvironment, uniqueId, uniqueQueue } from '@genvideo/testing';
import { serveApp, type ServedApp } from '../../test/serve-app';

const { address } = loadTestEnvironment();
const KEYS = { all: 'a-key-that-is-bound-to-nobody', ada: 'a-key-that-is-bound-to-ada' };
const taskQueue = uniqueQueue('explained');

const resources = createResourceStack();
let app: ServedApp;
beforeAll(async () => {
  const environment = {
    TEMPORAL_TASK_QUEUE: taskQueue,
    REQUIRE_API_KEY: 'true',
    API_KEYS: `${KEYS.all},ada=${KEYS.ada}`,
  };
  app = resources.add(await serveApp(address, environment));
});
afterAll(() => resources.end());

const submit = async (userId: string): Promise<string> => {
  const request_id = uniqueId('kite');
  const response = await fetch(`${app.url}/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': KEYS.all },
    body: JSON.stringify({ prompt: 'A kite', user_id: userId, request_id }),
  });
  expect(response.status).toBe(202);
  return request_id;
};

const explain = async (id: string, key?: string) => {
  const headers: Record<string, string> = key === undefined ? {} : { 'x-api-key': key };
  const response = await fetch(`${app.url}/workflows/${id}/explain`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('GET /workflows/{workflow_id}/explain', () => {
  it('says why a job is where it is, with exactly the keys of the contract', async () => {
    const { status, body } = await explain(await submit('ada'), KEYS.all);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(Object.keys(explanationSchema.shape));
    expect(body).toMatchObject({
      state: 'waiting_for_worker',
      sentence: expect.stringContaining(`none polls the task queue "${taskQueue}"`),
      next_step: expect.stringContaining('npx nx serve worker'),
    });
  });

  it('tells a key that is bound to a user of that user alone', async () => {
    expect((await explain(await submit('ada'), KEYS.ada)).status).toBe(200);
    expect((await explain(await submit('bob'), KEYS.ada)).status).toBe(404);
  });

  it.each([
    ['an id that the engine does not know', 'no-such-job', KEYS.all, 404],
    ['no key', 'no-such-job', undefined, 401],
  ])('answers %s with a problem', async (...[, id, key, expected]) => {
    const { status, body } = await explain(id, key);
    expect(status).toBe(expected);
    expect(body).toMatchObject({ status: expected, detail: expect.any(String) });
  });
});
