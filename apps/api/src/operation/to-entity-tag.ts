import { createHash } from 'node:crypto';

/** A weak entity tag: the same for values that read the same as JSON. */
export function toEntityTag(value: unknown): string {
  return `W/"${createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)}"`;
}
