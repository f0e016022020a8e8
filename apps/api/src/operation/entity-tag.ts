import { createHash } from 'node:crypto';

/** A weak entity tag: the same for values that read the same as JSON. */
export function toEntityTag(value: unknown): string {
  return `W/"${createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)}"`;
}

/**
 * Whether `If-None-Match` names the tag, by weak comparison. What else the request says of caches does not count: clients
 * that cache nothing themselves, as fetch in Node, say so with every such request.
 */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  const given = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return given.includes('*') || given.includes(tag.replace(/^W\//, ''));
}
