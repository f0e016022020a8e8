import { toErrorCode } from '../to-error-code';
import { DeliveryError } from './delivery-error';
import type { PostAnswer } from './post-json';

/** How much of an answer's words is told. */
const SHOWN_LENGTH = 200;

/** What OpenSSL and Node.js call a certificate that proves nothing. */
const BAD_CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|HOSTNAME_MISMATCH|INVALID_CA/;

/** Seconds or a date, as RFC 9110 allows for Retry-After; in milliseconds. */
export function parseRetryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** What a receiver said, as one line without control characters. */
const toWords = (text: string): string =>
  text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, SHOWN_LENGTH);

/** What an answer other than yes means; `isFinal` says which statuses will never become another. */
export function toAnswerError(
  host: string,
  { status, headers, excerpt }: PostAnswer,
  isFinal: (status: number) => boolean,
): DeliveryError {
  const words = toWords(excerpt);
  const hint = status >= 300 && status < 400 ? ' (redirects are not followed: give the final URL)' : '';
  const retryAfterMs = parseRetryAfterMs(headers['retry-after']);
  return new DeliveryError(`${host} answered ${status}${hint}${words === '' ? '' : `: ${words}`}`, {
    status,
    final: isFinal(status),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

/** Why a request got no answer; the next one may. */
export function toConnectionError(host: string, error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const code = toErrorCode(error);
  if (code === 'ABORT_ERR') return new DeliveryError(`${host} did not answer in time`, { cause: error });
  if (code !== undefined && BAD_CERTIFICATE.test(code))
    return new DeliveryError(
      `${host} shows a TLS certificate that is not valid (${code}); NODE_EXTRA_CA_CERTS names a CA of your own`,
      { cause: error },
    );
  const reason = code ?? (error instanceof Error ? error.message : String(error));
  return new DeliveryError(`${host} could not be reached: ${reason}`, { cause: error });
}
