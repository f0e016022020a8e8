import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { describeNotifier, type Manner } from '../../test/describe-notifier';
import { sampleNotice } from '../../test/sample-notice';
import { createEmailNotifier } from './create-email-notifier';

const refuse = (responseCode: number): Error => Object.assign(new Error('not now'), { responseCode });

/** A real mail server that keeps what it gets. */
async function openMailServer() {
  const mails: ParsedMail[] = [];
  let manner: Manner = 'take';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, callback) => callback(null, { user: 'genvideo' }),
    onRcptTo(_address, _session, callback) {
      if (manner === 'hang') return;
      callback(manner === 'take' ? null : refuse(manner === 'trouble' ? 451 : 550));
    },
    onData(stream, _session, callback) {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        callback();
      }, callback);
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  let closed = false;
  return {
    url: `smtp://genvideo:hush@127.0.0.1:${port}`,
    mails,
    behave(next: Manner) {
      manner = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        if (closed) return resolve();
        closed = true;
        server.close(() => resolve());
      }),
  };
}

const ADDRESSES = { from: 'GenVideo <genvideo@example.com>', to: ['ann@example.com', 'bob@example.org'] };

describeNotifier('e-mail', async () => {
  const server = await openMailServer();
  return {
    createNotifier: (options) => createEmailNotifier({ smtpUrl: server.url, ...ADDRESSES, ...options }),
    address: (notice) => notice,
    behave: (manner) => server.behave(manner),
    received: () =>
      server.mails.map(({ messageId, subject, text }) => ({
        id: messageId ?? null,
        text: `${subject}\n${text}`,
      })),
    secret: 'hush',
    close: () => server.close(),
  };
});

describe('createEmailNotifier', () => {
  it('writes one mail to all recipients, with the headline as its subject', async () => {
    const server = await openMailServer();
    const notifier = createEmailNotifier({ smtpUrl: server.url, ...ADDRESSES });
    await notifier.deliver(sampleNotice(), new AbortController().signal);
    await server.close();
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({
      subject: 'Job kite-1 completed',
      from: { text: '"GenVideo" <genvideo@example.com>' },
      to: { text: 'ann@example.com, bob@example.org' },
      text: expect.stringContaining('/assets/kite-1/video.mp4'),
    });
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });
});
