import { createHash, timingSafeEqual } from 'node:crypto';
import { isIdentifier } from '@genvideo/models';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import type { Caller } from './caller';

/** A key, as far as it is remembered. */
export interface KnownKey {
  /** Names the key in tickets and logs; says nothing of the key. */
  id: string;
  /** SHA-256 of the key. */
  digest: Buffer;
  caller: Caller;
}

export interface KeyRing {
  /** The key's owner, or null. Takes the same time whether and which key it is. */
  find(key: string): KnownKey | null;
  findById(id: string): KnownKey | null;
  size: number;
}

/** `user_id=key`, or a key alone. Base64 may end in `=`, which makes no user of what stands before. */
const BOUND_KEY = /^([^=]+)=(.*[^=].*)$/s;

const toDigest = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();

const toKnownKey = (entry: string, index: number): KnownKey => {
  const [, userId = null, key = entry] = BOUND_KEY.exec(entry) ?? [];
  if (userId !== null && !isIdentifier(userId))
    throw new UserFacingError(
      `API_KEYS: what stands before "=" in entry ${index + 1} is no user id. Write key or user_id=key, separated by commas.`,
      EXIT_STATUS.usage,
    );
  const digest = toDigest(key);
  const id = toDigest(digest).toString('hex').slice(0, 12);
  return { id, digest, caller: { userId, name: `${userId ?? 'key'}#${id}` } };
};

/**
 * Remembers the keys of API_KEYS by their digests alone.
 * @param entries `key` or `user_id=key`
 * @throws UserFacingError for an entry that is neither, or a key that stands there twice
 */
export function createKeyRing(entries: readonly string[]): KeyRing {
  const keys = entries.map(toKnownKey);
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size < keys.length)
    throw new UserFacingError('API_KEYS: the same key stands there twice. Remove one.', EXIT_STATUS.usage);
  return {
    size: keys.length,
    find(key) {
      const digest = toDigest(key);
      // Every key is looked at, so that the time tells nothing.
      return keys.filter((known) => timingSafeEqual(known.digest, digest))[0] ?? null;
    },
    findById: (id) => byId.get(id) ?? null,
  };
}
