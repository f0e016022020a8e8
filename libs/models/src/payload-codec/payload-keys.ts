import { createHash } from 'node:crypto';

/** A key and the name that goes with what it encrypted. */
export interface PayloadKey {
  /** Made from the key, and tells nothing of it. */
  id: string;
  bytes: Buffer;
}

/** The keys of PAYLOAD_ENCRYPTION_KEY. */
export interface PayloadKeys {
  /** Null writes in plain. */
  encryptWith: PayloadKey | null;
  /** Those that what was written before may need. */
  all: readonly PayloadKey[];
}

/** AES-256. */
const KEY_BYTES = 32;

/** In the place of the first key it says: read what is encrypted, write in plain. */
const NONE = 'none';

const HOW = 'make one with "openssl rand -base64 32"';

/** PAYLOAD_ENCRYPTION_KEY is not what it should be. The message never shows it. */
export class PayloadKeyError extends Error {
  override readonly name = 'PayloadKeyError';

  constructor(readonly problem: string) {
    super(`PAYLOAD_ENCRYPTION_KEY ${problem}.`);
  }
}

const toBytes = (text: string): Buffer =>
  /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : Buffer.from(/^[\w+/-]+={0,2}$/.test(text) ? text : '', 'base64');

const toKey = (text: string, index: number): PayloadKey => {
  const bytes = toBytes(text);
  if (bytes.length !== KEY_BYTES)
    throw new PayloadKeyError(
      `must be keys of ${KEY_BYTES} bytes in base64 or hex, separated by commas (${HOW}); key ${index + 1} is not one`,
    );
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes };
};

/**
 * Reads PAYLOAD_ENCRYPTION_KEY: keys separated by commas, of which the first encrypts and each decrypts what it
 * encrypted. `none` in the first place encrypts nothing more.
 * @throws PayloadKeyError
 */
export function parsePayloadKeys(text: string | null): PayloadKeys {
  const parts = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isOff = parts[0]?.toLowerCase() === NONE;
  const all = (isOff ? parts.slice(1) : parts).map(toKey);
  return { encryptWith: isOff ? null : (all[0] ?? null), all };
}
