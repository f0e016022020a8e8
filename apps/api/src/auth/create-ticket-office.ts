import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from './caller';
import type { KeyRing, KnownKey } from './create-key-ring';

/** How long a ticket is good for, in milliseconds: long enough to open a stream with it. */
const TICKET_LIFE_MS = 60_000;

/** Who comes without a key, where none is needed. */
export const ANONYMOUS: Caller = { userId: null, name: 'anonymous' };

const contentSchema = z.object({
  /** The id of the key it was made for; null for nobody's. */
  key: z.string().nullable(),
  /** When it ends, in milliseconds of the Unix epoch. */
  until: z.int(),
  /** The only job it is good for. */
  job: z.string().nullable(),
});
type Content = z.infer<typeof contentSchema>;

export interface TicketOffice {
  /** Makes a ticket that stands for a key, null where no key is needed. */
  issue(key: KnownKey | null, workflowId: string | null): { ticket: string; expiresAt: Date };
  /** Whom a ticket stands for, and for which job alone; null for one that is forged, or has expired. */
  check(ticket: string): { caller: Caller; workflowId: string | null } | null;
}

/** Signed with the key it stands for: a key's holder can forge tickets for itself alone, and a key that goes takes its own along. */
const sign = (text: string, key: KnownKey | null): Buffer =>
  createHmac('sha256', key?.digest ?? '')
    .update(`ticket\n${text}`)
    .digest();

const parseContent = (text: string): Content | null => {
  try {
    return contentSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return null;
  }
};

const isSignature = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);

/**
 * Makes and checks tickets: short-lived stand-ins for a key in a URL, where browsers cannot send headers. Nothing is
 * stored; every process with the same keys accepts them.
 * @param anonymous whether tickets of those who came without a key are good
 */
export function createTicketOffice(keys: KeyRing, { anonymous }: { anonymous: boolean }): TicketOffice {
  return {
    issue(key, workflowId) {
      const until = Date.now() + TICKET_LIFE_MS;
      const content: Content = { key: key?.id ?? null, until, job: workflowId };
      const text = Buffer.from(JSON.stringify(content)).toString('base64url');
      return { ticket: `${text}.${sign(text, key).toString('base64url')}`, expiresAt: new Date(until) };
    },
    check(ticket) {
      const [text = '', signature = ''] = ticket.split('.');
      const content = parseContent(text);
      if (content === null || content.until < Date.now()) return null;
      const key = content.key === null ? null : keys.findById(content.key);
      if (key === null && !(content.key === null && anonymous)) return null;
      if (!isSignature(Buffer.from(signature, 'base64url'), sign(text, key))) return null;
      return { caller: key?.caller ?? ANONYMOUS, workflowId: content.job };
    },
  };
}
