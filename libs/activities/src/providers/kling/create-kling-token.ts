import { createHmac } from 'node:crypto';

/** How an account proves itself: with the two keys that sign tokens, or with a plain key; null sends nothing. */
export type KlingCredentials = { accessKey: string; secretKey: string } | { apiKey: string | null };

/** The bearer token of an account. */
export interface KlingToken {
  /** The one to send now; null sends none. */
  read(): string | null;
  /**
   * Kling takes the token for early or late: signs another one, by Kling's own clock where that is known.
   * @returns whether there is another one to try
   */
  renew(serverTimeMs: number | null): boolean;
}

const LIFETIME_SECONDS = 1_800;

/** How long before its end a token is replaced, in milliseconds. */
const RENEW_BEFORE_MS = 300_000;

/** A token is valid from a little before now on: clocks differ. */
const EARLY_SECONDS = 5;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function sign({ accessKey, secretKey }: { accessKey: string; secretKey: string }, nowMs: number): string {
  const now = Math.floor(nowMs / 1_000);
  const claims = { iss: accessKey, exp: now + LIFETIME_SECONDS, nbf: now - EARLY_SECONDS };
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${createHmac('sha256', secretKey).update(unsigned).digest('base64url')}`;
}

/** Signs tokens, each used for 25 minutes. `now` is this machine's clock. */
export function createKlingToken(credentials: KlingCredentials, now: () => number): KlingToken {
  if ('apiKey' in credentials) return { read: () => credentials.apiKey, renew: () => false };
  let aheadMs = 0;
  let signed: { text: string; until: number } | null = null;
  return {
    read() {
      const nowMs = now() + aheadMs;
      if (signed === null || nowMs >= signed.until || nowMs < signed.until - LIFETIME_SECONDS * 1_000)
        signed = {
          text: sign(credentials, nowMs),
          until: nowMs + LIFETIME_SECONDS * 1_000 - RENEW_BEFORE_MS,
        };
      return signed.text;
    },
    renew(serverTimeMs) {
      aheadMs = serverTimeMs === null ? 0 : serverTimeMs - now();
      signed = null;
      return true;
    },
  };
}
