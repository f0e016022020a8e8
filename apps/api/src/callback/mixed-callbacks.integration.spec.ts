import { Webhook } from 'standardwebhooks';
import { toSubmissionId, type SubmissionKey } from '@genvideo/models';
import { toCallbackUrl } from '@genvideo/models/callback-url';
import { toKlingExternalId } from '@genvideo/models/wire';
import { loadTestEnvironment, uniqueId, uniqueQueue } from '@genvideo/testing';
import { serveApp, type ServedApp } from '../../test/serve-app';

const SECRET = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
const OTHER_SECRET = `whsec_${Buffer.from('a secret that somebody guessed').toString('base64')}`;
const OF_EACH = 1_000;
const AT_ONCE = 40;

interface Message {
  url: string;
  id: string;
  body: string;
  secret?: string;
  sentAt?: Date;
}

describe('callbacks of Kling, good and bad ones mixed', () => {
  const taskQueue = uniqueQueue('api');
  let app: ServedApp;
  let jobs: string[];

  beforeAll(async () => {
    const { address } = loadTestEnvironment();
    app = await serveApp(address, { CALLBACK_SECRET: SECRET, TEMPORAL_TASK_QUEUE: taskQueue });
    jobs = Array.from({ length: 10 }, () => uniqueId('job'));
    // No worker takes them: signals land in their histories all the same.
    for (const workflowId of jobs)
      await app.client.workflow.start('GenVideoWorkflow', { workflowId, taskQueue });
  });
  afterAll(() => app.stop());

  const toKey = (index: number): SubmissionKey => ({
    workflowId: jobs[index % jobs.length] ?? '',
    stage: 'video',
    attempt: 1,
  });
  const toBody = (key: SubmissionKey): string =>
    JSON.stringify({
      ...{ task_id: 'k-1', task_status: 'succeed', task_status_msg: '', created_at: 1, updated_at: 2 },
      task_info: { external_task_id: toKlingExternalId(toSubmissionId(key)) },
      task_result: { videos: [{ id: 'v', url: 'https://cdn.example/v.mp4', duration: '5' }] },
    });
  const toGood = (index: number): Message => ({
    url: toCallbackUrl(toKey(index), { baseUrl: app.url, secret: SECRET }),
    id: `good-${index}`,
    body: toBody(toKey(index)),
  });

  /** Returns the HTTP status. */
  const send = async ({ url, id, body, secret = SECRET, sentAt = new Date() }: Message): Promise<number> => {
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
    };
    const response = await fetch(url, { method: 'POST', body, headers });
    await response.arrayBuffer();
    return response.status;
  };
  const sendAll = async (messages: readonly Message[]): Promise<number[]> => {
    const statuses: number[] = [];
    const rest = messages.entries();
    const sendRest = async (): Promise<void> => {
      for (const [index, message] of rest) statuses[index] = await send(message);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendRest));
    return statuses;
  };

  const BAD: Record<
    string,
    { change: (good: Message, index: number) => Partial<Message>; status: number[] }
  > = {
    // By turns without the token of the URL, and without the secret that signs.
    forged: {
      change: ({ url }, index) =>
        index % 2 === 0 ? { url: url.replace(/token=[^&]+/, 'token=forged') } : { secret: OTHER_SECRET },
      status: [401],
    },
    replayed: { change: (_good, index) => ({ id: `good-${index % jobs.length}` }), status: [200] },
    stale: { change: () => ({ sentAt: new Date(Date.now() - 301_000) }), status: [401] },
    'of another account': {
      change: (_good, index) => ({ body: toBody(toKey(index + 1)) }),
      status: [422],
    },
    malformed: {
      change: ({ body }, index) => ({
        body: index % 2 === 0 ? body.slice(0, -5) : '{"task_status":"succeed"}',
      }),
      status: [400, 422],
    },
  };

  it('act where they are good, and nowhere else', async () => {
    // One good one for each job first: the ones that are sent again are copies of these.
    await expect(sendAll(jobs.map((_, index) => toGood(index)))).resolves.toEqual(jobs.map(() => 202));
    const bad = Object.values(BAD);
    const messages = Array.from({ length: OF_EACH * bad.length }, (_, index) => {
      const number = Math.floor(index / bad.length);
      const good = toGood(number);
      return { ...good, id: `bad-${index}`, ...bad[index % bad.length]?.change(good, number) };
    });
    // One more good one for each job, somewhere in between.
    const late = jobs.map((_, index) => ({ ...toGood(index), id: `late-${index}` }));
    const every = Math.floor(messages.length / late.length);
    const mixed = messages.flatMap((message, index) =>
      index % every === 0 ? [message, ...late.splice(0, 1)] : [message],
    );
    const statuses = await sendAll(mixed);

    const told = statuses.filter((_, index) => mixed[index]?.id.startsWith('late-'));
    expect(told).toEqual(jobs.map(() => 202));
    const names = Object.keys(BAD);
    const answers = names.map((): number[] => []);
    let index = 0;
    mixed.forEach(({ id }, position) => {
      if (id.startsWith('late-')) return;
      answers[index % names.length]?.push(statuses[position] ?? 0);
      index += 1;
    });
    expect(answers.map(({ length }) => length)).toEqual(names.map(() => OF_EACH));
    expect(answers.map((seen) => [...new Set(seen)].sort())).toEqual(bad.map(({ status }) => status));
    for (const workflowId of jobs) {
      const { events } = await app.client.workflow.getHandle(workflowId).fetchHistory();
      const signals = (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes);
      expect(signals).toHaveLength(2);
    }
  }, 300_000);
});
