import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { PayloadKey, PayloadKeys } from './payload-keys';
import { PayloadLockedError } from './payload-locked-error';
import { isMarkedPlain, withoutPlainMark } from './plain-mark';
import { decodeWirePayload, encodeWirePayload, type WirePayload } from './wire-payload';

/** A codec as Temporal's SDKs take it. */
export interface PayloadCodec {
  /** Whether what is written from now on is encrypted. */
  readonly encrypts: boolean;
  encode(payloads: WirePayload[]): Promise<WirePayload[]>;
  decode(payloads: WirePayload[]): Promise<WirePayload[]>;
}

/** What Temporal's own samples of such codecs use, in every language: they read what this one writes. */
const CIPHER = 'aes-256-gcm';
const ENCODING = 'binary/encrypted';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const toText = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

/** @returns nonce, encrypted payload and proof, one after the other */
const encrypt = (payload: WirePayload, { id, bytes }: PayloadKey): WirePayload => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, bytes, nonce, { authTagLength: TAG_BYTES });
  const data = Buffer.concat([nonce, cipher.update(encodeWirePayload(payload)), cipher.final()]);
  return {
    metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(id) },
    data: Buffer.concat([data, cipher.getAuthTag()]),
  };
};

const decryptWith = ({ bytes }: PayloadKey, data: Uint8Array): WirePayload => {
  const nonce = data.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, bytes, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  const opened = decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES));
  return decodeWirePayload(Buffer.concat([opened, decipher.final()]));
};

const decrypt = ({ metadata, data }: WirePayload, { all }: PayloadKeys): WirePayload => {
  if (all.length === 0)
    throw new PayloadLockedError('This is encrypted, and there is no PAYLOAD_ENCRYPTION_KEY here.');
  const id = toText(metadata?.['encryption-key-id']);
  const key = all.find((each) => each.id === id);
  if (key === undefined)
    throw new PayloadLockedError(
      `This is encrypted with another key (${id.slice(0, 64)}) than those of PAYLOAD_ENCRYPTION_KEY here (${all.map((each) => each.id).join(', ')}).`,
    );
  try {
    return decryptWith(key, data ?? new Uint8Array());
  } catch (cause) {
    throw new PayloadLockedError(
      `This is encrypted with the key ${id}, but was changed since, or cut short: it cannot be decrypted.`,
      { cause },
    );
  }
};

/**
 * Encrypts what the engine stores, by AES-256-GCM, and decrypts it again. What is not encrypted is taken as it is, so
 * that clients without a key start, signal and query workflows all the same.
 */
export function createPayloadCodec(keys: PayloadKeys): PayloadCodec {
  const { encryptWith } = keys;
  const encodeOne = (payload: WirePayload): WirePayload => {
    if (isMarkedPlain(payload)) return withoutPlainMark(payload);
    return encryptWith === null ? payload : encrypt(payload, encryptWith);
  };
  const decodeOne = (payload: WirePayload): WirePayload =>
    toText(payload.metadata?.['encoding']) === ENCODING ? decrypt(payload, keys) : payload;
  return {
    encrypts: encryptWith !== null,
    // As promises, because the SDK wants them: what is thrown rejects.
    encode: async (payloads) => Promise.resolve(payloads.map(encodeOne)),
    decode: async (payloads) => Promise.resolve(payloads.map(decodeOne)),
  };
}
