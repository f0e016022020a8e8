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

/** Shorter keys can be guessed. */
const MIN_KEY_LENGTH = 16;

const HOW = 'Write key or user_id=key, separated by commas.';

/** Says what is wrong with an entry, never what stands in it. */
const refuse = (index: number, problem: string): UserFacingError =>
  new UserFacingError(`API_KEYS: entry ${index + 1} ${problem}`, EXIT_STATUS.usage);

/**
 * The first "=" parts the user from the key, so that no user whose key was forgotten becomes a key for everybody's jobs;
 * a key that is bound may hold more, as the padding of base64.
 */
const parseEntry = (entry: string, index: number): { userId: string | null; key: string } => {
  const at = entry.indexOf('=');
  if (at === -1) return { userId: null, key: entry };
  const [userId, key] = [entry.slice(0, at), entry.slice(at + 1)];
  if (!isIdentifier(userId)) throw refuse(index, `has no user id before "=". ${HOW}`);
  if (/^=*$/.test(key))
    throw refuse(index, `has no key behind "=". ${HOW} A key that is bound to no user holds no "=".`);
  return { userId, key };
};

const toDigest = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();

const toKnownKey = (entry: string, index: number): KnownKey => {
  const { userId, key } = parseEntry(entry, index);
  if (key.length < MIN_KEY_LENGTH)
    throw refuse(
      index,
      `has a key of fewer than ${MIN_KEY_LENGTH} characters. Take one that nobody guesses, as "openssl rand -hex 32" makes.`,
    );
  const digest = toDigest(key);
  const id = toDigest(digest).toString('hex').slice(0, 12);
  return { id, digest, caller: { userId, name: `${userId ?? 'key'}#${id}` } };
};

/**
 * Remembers the keys of API_KEYS by their digests alone.
 * @param entries `key` or `user_id=key`
 * @throws UserFacingError for an entry that is neither, a key that is short, or one that stands there twice
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
