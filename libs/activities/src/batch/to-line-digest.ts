import { toInputDigest } from '@genvideo/models/input-digest';

/** A fingerprint of a line of a list, equal where two ask for the same under whatever id; null where it cannot be read. */
export function toLineDigest(text: string): string | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? toInputDigest(value) : null;
  } catch {
    return null;
  }
}
