import { createServer, type Server } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Webhook as SvixWebhook } from 'svix';
import { startHttpServer, type HttpHandler } from '@genvideo/testing';
import { describeNotifier } from '../../test/describe-notifier';
import { openPostReceiver } from '../../test/open-post-receiver';
import { sampleNotice } from '../../test/sample-notice';
import { SELF_SIGNED } from '../../test/self-signed';
import { createWebhookNotifier } from './create-webhook-notifier';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`;
const signal = new AbortController().signal;

describeNotifier('a webhook', async () => {
  const receiver = await openPostReceiver();
  return {
    createNotifier: (options) => createWebhookNotifier({ secret: SECRET, allowPrivate: true, ...options }),
    address: (notice) => ({ ...notice, url: `${receiver.url.replace('//', '//user:hush@')}/hook?key=hush` }),
    behave: (manner) => receiver.behave(manner),
    received: () =>
      receiver.requests.map(({ headers, body }) => ({ id: headers['webhook-id'] ?? null, text: body })),
    secret: 'hush',
    close: () => receiver.close(),
  };
});

describe('createWebhookNotifier', () => {
  const notifier = createWebhookNotifier({ secret: SECRET, allowPrivate: true, timeoutMs: 2_000 });
  const withServer = async (handler: HttpHandler, run: (url: string) => Promise<void>): Promise<void> => {
    const server = await startHttpServer(handler);
    await run(server.url).finally(() => server.close());
  };

  it.each([SECRET, 'any words will do'])('signs with %j so that a second library agrees', async (secret) => {
    const receiver = await openPostReceiver();
    const notice = sampleNotice({ url: receiver.url });
    await createWebhookNotifier({ secret, allowPrivate: true }).deliver(notice, signal);
    await receiver.close();
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.requests;
    const raw = secret.startsWith('whsec_') ? {} : ({ format: 'raw' } as const);
    expect(new SvixWebhook(secret, raw).verify(body, headers)).toEqual({
      type: 'job.completed',
      timestamp: notice.created_at,
      data: notice.data,
    });
    expect(() => new SvixWebhook('another secret', { format: 'raw' }).verify(body, headers)).toThrow();
    expect(() => new SvixWebhook(secret, raw).verify(`${body} `, headers)).toThrow();
  });

  it('sends nothing without a secret, and says so', async () => {
    const unsigned = createWebhookNotifier({ secret: null, allowPrivate: true });
    await expect(
      unsigned.deliver(sampleNotice({ url: 'http://127.0.0.1:1/' }), signal),
    ).rejects.toMatchObject({
      final: false,
      message: expect.stringContaining('WEBHOOK_SECRET is not set'),
    });
  });

  it('sends nothing to a private address, by whatever name', async () => {
    const receiver = await openPostReceiver();
    const { port } = new URL(receiver.url);
    const careful = createWebhookNotifier({ secret: SECRET, allowPrivate: false });
    for (const host of [
      '127.0.0.1',
      '127.1',
      '0x7f.0.0.1',
      '2130706433',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
      'LOCALHOST.',
    ])
      await expect(
        careful.deliver(sampleNotice({ url: `http://${host}:${port}/` }), signal),
      ).rejects.toMatchObject({ final: true, message: expect.stringContaining('private address') });
    await receiver.close();
    expect(receiver.requests).toEqual([]);
  });

  it('follows no redirect, and says what to do instead', async () => {
    const inside = await openPostReceiver();
    await withServer(
      (_request, response) => void response.writeHead(307, { location: inside.url }).end(),
      async (url) => {
        await expect(notifier.deliver(sampleNotice({ url }), signal)).rejects.toMatchObject({
          final: false,
          status: 307,
          message: expect.stringContaining('give the final URL'),
        });
      },
    );
    await inside.close();
    expect(inside.requests).toEqual([]);
  });

  it('hangs up on an endless answer, whose status counts all the same', async () => {
    let sent = 0;
    const endless: HttpHandler = (_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) sent += 1;
      };
      response.writeHead(200).on('drain', pour);
      pour();
    };
    await withServer(endless, async (url) => {
      await expect(notifier.deliver(sampleNotice({ url }), signal)).resolves.toEqual({ status: 200 });
    });
    // What fits into the buffers in between, of an answer that would never end.
    expect(sent * 64).toBeLessThan(20 * 1024);
  });

  it('does not wait for the end of an answer that comes drop by drop', async () => {
    const slow: HttpHandler = (_request, response) => void response.writeHead(500).write('a drop');
    await withServer(slow, async (url) => {
      await expect(notifier.deliver(sampleNotice({ url }), signal)).rejects.toMatchObject({
        status: 500,
        message: expect.stringContaining('a drop'),
      });
    });
  });

  it('heeds Retry-After', async () => {
    const busy: HttpHandler = (_request, response) =>
      void response.writeHead(429, { 'retry-after': '120' }).end();
    await withServer(busy, async (url) => {
      await expect(notifier.deliver(sampleNotice({ url }), signal)).rejects.toMatchObject({
        final: false,
        status: 429,
        retryAfterMs: 120_000,
      });
    });
  });

  it('refuses a certificate that proves nothing', async () => {
    const server: Server = createServer(SELF_SIGNED, (_request, response) => response.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(
      notifier.deliver(sampleNotice({ url: `https://127.0.0.1:${port}/` }), signal),
    ).rejects.toMatchObject({
      final: false,
      message: expect.stringContaining('TLS certificate that is not valid'),
    });
    server.close();
  });
});
