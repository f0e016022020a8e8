import type { Webhook } from 'standardwebhooks';

/** The headers of the Standard Webhooks scheme; none without a signer. The id is the same for every repeat of one message. */
export function signBody(
  signer: Webhook | undefined,
  messageId: string,
  body: string,
): Record<string, string> {
  if (signer === undefined) return {};
  const now = new Date();
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signer.sign(messageId, now, body),
  };
}
