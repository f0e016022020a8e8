import type { Webhook } from 'standardwebhooks';

const timeoutMs = 10_000;

/** One callback to send. */
export interface CallbackMessage {
  readonly url: string;
  /** The same for every repeat of one message. */
  readonly messageId: string;
  readonly body: object;
}

/** Posts the callback once, signed by the Standard Webhooks scheme when there is a signer. Rejects when it was not taken with a 2xx. */
export async function sendCallback(
  message: CallbackMessage,
  signer: Webhook | undefined,
  signal: AbortSignal,
): Promise<void> {
  const body = JSON.stringify(message.body);
  const response = await fetch(message.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...sign(signer, message.messageId, body) },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`POST ${message.url} answered ${response.status}`);
}

function sign(signer: Webhook | undefined, messageId: string, body: string): Record<string, string> {
  if (signer === undefined) return {};
  const now = new Date();
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signer.sign(messageId, now, body),
  };
}
