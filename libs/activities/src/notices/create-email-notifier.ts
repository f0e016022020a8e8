import type { Notice } from '@genvideo/models';
import { createMailTransport } from './create-mail-transport';
import { DeliveryError } from './delivery-error';
import { describeNotice } from './describe-notice';
import type { Notifier } from './notifier-port';

export interface EmailNotifierOptions {
  /** SMTP_URL: `smtp://user:password@host:port`, or `smtps:`. */
  smtpUrl: string;
  from: string;
  to: readonly string[];
  /** How long one attempt may take, in milliseconds; default 15,000. */
  timeoutMs?: number;
}

/** What nodemailer says of trouble with the letter itself, where a server's 5xx is its last word. */
const ABOUT_THE_LETTER: readonly unknown[] = ['EENVELOPE', 'EMESSAGE'];

const toDeliveryError = (host: string, error: unknown): DeliveryError => {
  const { code, responseCode, message } = (error ?? {}) as {
    code?: unknown;
    responseCode?: unknown;
    message?: unknown;
  };
  const status = typeof responseCode === 'number' ? responseCode : undefined;
  return new DeliveryError(`The mail server ${host} did not take the mail: ${String(message ?? code)}`, {
    final: (status ?? 0) >= 500 && ABOUT_THE_LETTER.includes(code),
    ...(status === undefined ? {} : { status }),
    cause: error,
  });
};

const toMail = (notice: Notice, { from, to }: EmailNotifierOptions) => {
  const { headline, lines } = describeNotice(notice);
  return {
    from,
    to: [...to],
    subject: headline,
    text: [headline, '', ...lines, ''].join('\n'),
    date: new Date(notice.created_at),
    // Mail programs show a mail that came twice once.
    messageId: `<${notice.notice_id}@genvideo>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
};

/** Rejects when the signal aborts. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const give = (): void => reject(new Error('no answer in time'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });

/** Sends mails by SMTP, one for all recipients. */
export function createEmailNotifier(options: EmailNotifierOptions): Notifier {
  const { smtpUrl, timeoutMs = 15_000 } = options;
  const { host } = new URL(smtpUrl);
  return {
    channel: 'email',
    async deliver(notice, signal) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const transport = createMailTransport({ smtpUrl, timeoutMs });
      try {
        const { response } = await Promise.race([
          transport.sendMail(toMail(notice, options)),
          untilAborted(limit),
        ]);
        return { status: Number.parseInt(response, 10) || null };
      } catch (error) {
        throw toDeliveryError(host, error);
      } finally {
        transport.close();
      }
    },
  };
}
