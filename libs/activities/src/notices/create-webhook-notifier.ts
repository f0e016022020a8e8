import { Webhook } from 'standardwebhooks';
import type { Notice } from '@genvideo/models';
import { DeliveryError } from './delivery-error';
import { isPrivateUrl } from './find-webhook-problem';
import { lookupPublic, refusePrivate } from './lookup-public';
import type { Notifier } from './notifier-port';
import { postJson } from './post-json';
import { toAnswerError, toConnectionError } from './to-post-error';

export interface WebhookNotifierOptions {
  /** `whsec_` and base64, or any other text; null when there is none, and nothing is sent. */
  secret: string | null;
  /** Whether webhooks may go to private addresses. */
  allowPrivate: boolean;
  /** How long one attempt may take, in milliseconds; default 15,000. */
  timeoutMs?: number;
}

/** Who says this wants to hear no more; any other answer may be mended while the notice is tried. */
const GONE = 410;

/**
 * What signs with a secret: base64 behind `whsec_`, or any text as it is.
 * @throws Error when `whsec_` is followed by something else
 */
export function createSigner(secret: string): Webhook {
  return secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(secret, { format: 'raw' });
}

/** The body of a webhook: the same bytes for every attempt. */
const toBody = ({ type, created_at, data }: Notice): string =>
  JSON.stringify({ type, timestamp: created_at, data });

const toSignedHeaders = ({ notice_id }: Notice, body: string, signer: Webhook): Record<string, string> => {
  const now = new Date();
  return {
    'webhook-id': notice_id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': signer.sign(notice_id, now, body),
  };
};

/**
 * Calls the webhook of a job, signed by the Standard Webhooks scheme. Follows no redirects, and goes to no private
 * address unless that is allowed.
 */
export function createWebhookNotifier({
  secret,
  allowPrivate,
  timeoutMs = 15_000,
}: WebhookNotifierOptions): Notifier {
  const signer = secret === null ? null : createSigner(secret);
  return {
    channel: 'webhook',
    async deliver(notice, signal) {
      if (notice.url === null) throw new DeliveryError('The notice names no URL', { final: true });
      const url = new URL(notice.url);
      if (signer === null)
        throw new DeliveryError(
          `Nothing was sent to ${url.host}: notices are signed, and WEBHOOK_SECRET is not set for the workers. Set it and restart them`,
        );
      if (!allowPrivate && isPrivateUrl(url)) throw refusePrivate(url.host);
      const body = toBody(notice);
      const answer = await postJson({
        url,
        body,
        headers: toSignedHeaders(notice, body, signer),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        ...(allowPrivate ? {} : { lookup: lookupPublic }),
      }).catch((error: unknown) => {
        throw toConnectionError(url.host, error);
      });
      if (answer.status >= 200 && answer.status < 300) return { status: answer.status };
      throw toAnswerError(url.host, answer, (status) => status === GONE);
    },
  };
}
