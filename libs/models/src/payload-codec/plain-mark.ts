import type { WirePayload } from './wire-payload';

/**
 * Says that a payload is not to be encrypted, because it is not stored or tells nothing: put among its metadata before
 * it is encoded, and taken off then.
 */
export const PLAIN_MARK = 'genvideo-plain';

/** Whether a payload carries the mark. */
export function isPlain({ metadata }: WirePayload): boolean {
  return metadata !== null && metadata !== undefined && PLAIN_MARK in metadata;
}

/** The payload as it goes out. */
export function withoutPlainMark(payload: WirePayload): WirePayload {
  const entries = Object.entries(payload.metadata ?? {}).filter(([name]) => name !== PLAIN_MARK);
  return { ...payload, metadata: Object.fromEntries(entries) };
}
