import { createPublicKey, type KeyObject } from 'node:crypto';
import { falKeySetSchema } from '@genvideo/models/wire';
import { ProblemError } from '../problem';

/** The keys that fal signs with. */
export interface FalKeys {
  /**
   * Whether one of them fits; keys are fetched anew where none does, because fal may have changed them.
   * @throws ProblemError 503 when there are none to be had
   */
  some(fits: (key: KeyObject) => boolean): Promise<boolean>;
}

export interface FalKeysOptions {
  url: string;
  /** This machine's clock, in milliseconds. */
  now?: () => number;
}

/** fal allows for a day; half of it is time enough. */
const FRESH_MS = 12 * 60 * 60_000;

/** How soon keys are fetched again because none fits: whoever sends nonsense does not make us ask fal for each. */
const PAUSE_MS = 60_000;

const TIMEOUT_MS = 5_000;

/** More than that is no set of keys, in characters. */
const LONGEST = 100_000;

async function fetchKeys(url: string): Promise<KeyObject[]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}`);
  const text = await response.text();
  if (text.length > LONGEST) throw new Error(`GET ${url} answered more than ${LONGEST} characters`);
  return falKeySetSchema
    .parse(JSON.parse(text))
    .keys.filter(({ kty, crv }) => kty === 'OKP' && crv === 'Ed25519')
    .map((key) => createPublicKey({ key, format: 'jwk' }));
}

const unavailable = (url: string, cause: unknown): ProblemError =>
  new ProblemError(
    'ServiceUnavailable',
    `The keys of fal cannot be had, so the callback was not taken. Send it again later; the job also finds its result by itself. (FAL_JWKS_URL is ${url}.)`,
    { retryAfterSeconds: PAUSE_MS / 1_000, cause },
  );

/** Keeps the keys for half a day. */
export function createFalKeys({ url, now = Date.now }: FalKeysOptions): FalKeys {
  let keys: KeyObject[] = [];
  let fetchedAt = -Infinity;
  let fetching: Promise<void> | null = null;

  const refresh = (): Promise<void> => {
    fetching ??= fetchKeys(url)
      .then((fetched) => {
        keys = fetched;
        fetchedAt = now();
      })
      .catch((error: unknown) => {
        // Old keys are better than none.
        if (keys.length === 0) throw unavailable(url, error);
        fetchedAt = now();
      })
      .finally(() => {
        fetching = null;
      });
    return fetching;
  };

  return {
    async some(fits) {
      if (now() - fetchedAt > FRESH_MS) await refresh();
      if (keys.some(fits)) return true;
      if (now() - fetchedAt < PAUSE_MS) return false;
      await refresh();
      return keys.some(fits);
    },
  };
}
