import type { WirePayload } from './wire-payload';

/** Among a payload's metadata until it is encoded: it is not to be encrypted. */
const PLAIN_MARK = 'genvideo-plain';

/** Keeps a payload from being encrypted, because it is not stored, or tells nothing that a key should be needed for. */
export function markPlain<Payload extends WirePayload>(payload: Payload): Payload {
  return { ...payload, metadata: { ...payload.metadata, [PLAIN_MARK]: new Uint8Array() } };
}

/** Whether a payload carries the mark. */
export function isMarkedPlain({ metadata }: WirePayload): boolean {
  return metadata !== null && metadata !== undefined && PLAIN_MARK in metadata;
}

/** The payload as it goes out. */
export function withoutPlainMark(payload: WirePayload): WirePayload {
  const entries = Object.entries(payload.metadata ?? {}).filter(([name]) => name !== PLAIN_MARK);
  return { ...payload, metadata: Object.fromEntries(entries) };
}
