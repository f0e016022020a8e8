import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { SubmissionKey } from '@genvideo/models';
import { toCallbackUrl, toFalCallback } from '@genvideo/models/callback-url';
import {
  loadTestEnvironment,
  startHttpServer,
  uniqueId,
  uniqueQueue,
  type HttpServer,
} from '@genvideo/testing';
import { serveApp, type ServedApp } from '../../test/serve-app';

const SECRET = 'a secret of the spec';
const FAL = generateKeyPairSync('ed25519');
const OTHER = generateKeyPairSync('ed25519');

interface Delivery {
  body?: string;
  requestId?: string;
  sentAt?: number;
  key?: typeof FAL.privateKey;
  without?: string;
  url?: string;
}

describe('webhooks of fal', () => {
  const taskQueue = uniqueQueue('api');
  let app: ServedApp;
  let keys: HttpServer;
  let workflowId: string;

  const serve = (keysUrl: string): Promise<ServedApp> =>
    serveApp(loadTestEnvironment().address, {
      ...{ CALLBACK_SECRET: SECRET, TEMPORAL_TASK_QUEUE: taskQueue, FAL_JWKS_URL: keysUrl },
    });

  beforeAll(async () => {
    const keySet = JSON.stringify({ keys: [FAL.publicKey.export({ format: 'jwk' })] });
    keys = await startHttpServer((_request, response) => void response.end(keySet));
    app = await serve(keys.url);
  });
  beforeEach(async () => {
    workflowId = uniqueId('job');
    // No worker takes it: signals land in its history all the same.
    await app.client.workflow.start('GenVideoWorkflow', { workflowId, taskQueue });
  });
  afterAll(async () => {
    await app.stop();
    await keys.close();
  });

  const toUrl = (base = app.url): string => {
    const key: SubmissionKey = { workflowId, stage: 'video', attempt: 1 };
    return toFalCallback(toCallbackUrl(key, { baseUrl: base, secret: SECRET }));
  };
  const toBody = (changes: object = {}): string =>
    JSON.stringify({ request_id: 'r-1', gateway_request_id: 'r-1', status: 'OK', payload: {}, ...changes });
  const deliver = async (delivery: Delivery = {}) => {
    const { body = toBody(), requestId = 'r-1', key = FAL.privateKey, url = toUrl() } = delivery;
    const timestamp = String(Math.floor((delivery.sentAt ?? Date.now()) / 1_000));
    const digest = createHash('sha256').update(body).digest('hex');
    const text = [requestId, 'account', timestamp, digest].join('\n');
    const headers: Record<string, string> = {
      'x-fal-webhook-request-id': requestId,
      'x-fal-webhook-user-id': 'account',
      'x-fal-webhook-timestamp': timestamp,
      'x-fal-webhook-signature': sign(null, Buffer.from(text), key).toString('hex'),
    };
    if (delivery.without !== undefined) Reflect.deleteProperty(headers, delivery.without);
    const response = await fetch(url, { method: 'POST', body, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const readSignals = async (): Promise<unknown[]> => {
    const { events } = await app.client.workflow.getHandle(workflowId).fetchHistory();
    return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
      const data = signal?.input?.payloads?.[0]?.data;
      return data ? [JSON.parse(Buffer.from(data).toString()) as unknown] : [];
    });
  };

  it.each([
    ['OK', 'completed'],
    ['ERROR', 'failed'],
  ])('with status %s tell the job that its task has %s', async (status, told) => {
    const { status: answered, body } = await deliver({ body: toBody({ status }) });
    expect([answered, body]).toEqual([202, { accepted: true, reason: null }]);
    await expect(readSignals()).resolves.toEqual([
      { stage: 'video', attempt: 1, task_id: 'r-1', status: told },
    ]);
  });

  it('act once, however often they are sent', async () => {
    const answers = [await deliver(), await deliver(), await deliver()];
    expect(answers.map(({ status }) => status)).toEqual([202, 200, 200]);
    await expect(readSignals()).resolves.toHaveLength(1);
  });

  const BAD: [string, () => Delivery, number][] = [
    ['signed by somebody else', () => ({ key: OTHER.privateKey }), 401],
    ['more than five minutes old', () => ({ sentAt: Date.now() - 302_000 }), 401],
    ['of a time to come', () => ({ sentAt: Date.now() + 302_000 }), 401],
    ['not signed', () => ({ without: 'x-fal-webhook-signature' }), 401],
    ['without a time', () => ({ without: 'x-fal-webhook-timestamp' }), 401],
    ['for another job', () => ({ url: toUrl().replace(workflowId, `${workflowId}x`) }), 401],
    ['about another request than they say', () => ({ requestId: 'r-2' }), 422],
    ['without a status', () => ({ body: toBody({ status: undefined }) }), 422],
    ['not JSON', () => ({ body: toBody().slice(0, -3) }), 400],
  ];

  it.each(BAD)('that are %s do nothing', async (_title, toDelivery, status) => {
    await expect(deliver(toDelivery())).resolves.toMatchObject({ status });
    await expect(readSignals()).resolves.toEqual([]);
  });

  it('are to be sent again while the keys of fal cannot be had', async () => {
    const gone = await startHttpServer(() => undefined);
    await gone.close();
    const other = await serve(gone.url);
    try {
      const answer = await deliver({ url: toUrl(other.url) });
      expect(answer).toMatchObject({
        status: 503,
        body: { detail: expect.stringContaining('FAL_JWKS_URL') },
      });
    } finally {
      await other.stop();
    }
    await expect(readSignals()).resolves.toEqual([]);
  });
});
