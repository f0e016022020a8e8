import { createHash, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '../problem';
import type { FalKeys } from './create-fal-keys';

/** How old a signature may be, and how far ahead of our clock; in seconds. */
const TOLERANCE_SECONDS = 5 * 60;

const HEADERS = ['request-id', 'user-id', 'timestamp', 'signature'].map((name) => `x-fal-webhook-${name}`);

const refuse = (reason: string, options?: ErrorOptions): ProblemError =>
  new ProblemError(
    'Unauthorized',
    `The signature of the body is not right (${reason}). Only fal's own webhooks are taken here.`,
    options,
  );

function readHeaders(headers: IncomingHttpHeaders): string[] {
  const missing = HEADERS.find((name) => typeof headers[name] !== 'string');
  if (missing !== undefined) throw refuse(`${missing} is missing`);
  return HEADERS.map((name) => String(headers[name]));
}

/**
 * Checks that fal signed a body, within the last five minutes.
 * @returns the id of the request that it is about
 * @throws ProblemError 401; 503 when fal's keys cannot be had
 */
export async function checkFalSignature(
  body: Buffer,
  headers: IncomingHttpHeaders,
  keys: FalKeys,
): Promise<string> {
  const [requestId = '', userId = '', timestamp = '', signature = ''] = readHeaders(headers);
  // What is no number is no time, either.
  if (!(Math.abs(Date.now() / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS))
    throw refuse('it is more than five minutes old, or a clock is wrong');
  const digest = createHash('sha256').update(body).digest('hex');
  const text = Buffer.from([requestId, userId, timestamp, digest].join('\n'));
  const bytes = Buffer.from(signature, 'hex');
  const isSigned = await keys.some((key) => verify(null, text, key, bytes));
  if (!isSigned) throw refuse('it is by none of the keys of fal');
  return requestId;
}
