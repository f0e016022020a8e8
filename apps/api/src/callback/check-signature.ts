import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { ProblemError } from '../problem';

const SIGNATURE_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** The scheme's secrets are base64, marked `whsec_` or not; any other text is taken as it is. */
const createVerifier = (secret: string): Webhook => {
  try {
    return new Webhook(secret);
  } catch {
    return new Webhook(secret, { format: 'raw' });
  }
};

/**
 * Checks the Standard Webhooks signature of a body. Without its headers there is nothing to check: the token in the
 * URL is the proof. With even one of them, the signature has to be right.
 * @throws ProblemError 401
 */
export function checkSignature(body: Buffer, headers: IncomingHttpHeaders, secret: string): void {
  const given = SIGNATURE_HEADERS.filter((name) => headers[name] !== undefined);
  if (given.length === 0) return;
  try {
    createVerifier(secret).verify(
      body,
      Object.fromEntries(given.map((name) => [name, String(headers[name])])),
      { jsonParse: false },
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProblemError(
      'Unauthorized',
      `The signature of the body is not right (${reason}). Sign with CALLBACK_SECRET, or leave the webhook-* headers out.`,
      { cause },
    );
  }
}
