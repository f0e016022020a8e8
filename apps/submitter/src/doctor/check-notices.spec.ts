import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { loadConfig } from '@genvideo/models/config';
import { checkNotices } from './check-notices';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const check = (environment: Record<string, string>) => checkNotices(loadConfig(environment), 2_000);

/** A mail server that says this to whoever greets it, and notes what it was told. */
async function openMailServer(answer: string, told: string[]): Promise<{ server: Server; host: string }> {
  const server = createServer((socket) => {
    socket.write('220 mail.test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const [command = ''] = data.toString().split(/\s/);
      told.push(command);
      if (command === 'QUIT') socket.end('221 bye\r\n');
      else socket.write(`${answer}\r\n`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const mailsBy = (host: string) => ({
  SMTP_URL: `smtp://${host}`,
  EMAIL_FROM: 'genvideo@example.com',
  EMAIL_TO: 'ann@example.com',
});

describe('checkNotices', () => {
  it('is content with what can be delivered, and with nothing', async () => {
    await expect(check({})).resolves.toMatchObject({
      status: 'ok',
      message: expect.stringContaining('no mails'),
    });
    const slack = 'https://hooks.slack.com/services/T0/B0/hush';
    const verdict = await check({ WEBHOOK_SECRET: SECRET, SLACK_WEBHOOK_URL: slack });
    expect(verdict).toMatchObject({ status: 'ok' });
    expect(verdict.message).toMatch(/signed; no mails are sent; messages go to hooks\.slack\.com$/);
  });

  it('greets the mail server, and sends no mail', async () => {
    const told: string[] = [];
    const { server, host } = await openMailServer('250 fine', told);
    const verdict = await check(mailsBy(host));
    server.close();
    expect(verdict).toMatchObject({ status: 'ok' });
    expect(verdict.message).toContain(`the mail server ${host} lets us in`);
    expect(told).toContain('EHLO');
    expect(told).not.toContain('MAIL');
  });

  it('says what a mail server says that does not let us in', async () => {
    const { server, host } = await openMailServer('554 not you', []);
    const verdict = await check(mailsBy(host));
    server.close();
    expect(verdict).toMatchObject({ status: 'fail' });
    expect(verdict.message).toMatch(/does not let us in: .*554 not you/);
  });

  it('warns of a secret that can be guessed', async () => {
    await expect(check({ WEBHOOK_SECRET: 'hush' })).resolves.toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('openssl rand'),
    });
  });

  it.each([
    'https://hooks.slack.com/',
    'http://hooks.slack.com/services/T0/B0/hush',
    'https://hooks.slack.com/services/T0/B0',
  ])('knows that %s is none of Slack', async (url) => {
    await expect(check({ SLACK_WEBHOOK_URL: url })).resolves.toMatchObject({ status: 'fail' });
  });
});
