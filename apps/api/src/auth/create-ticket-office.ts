import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { identifierSchema } from '@genvideo/models/schemas';
import type { Caller } from './caller';
import type { KeyRing, KnownKey } from './create-key-ring';

/** What a ticket opens: whatever tickets open, or files alone. */
export type TicketScope = 'all' | 'assets';

/**
 * How long a ticket is good for, in milliseconds: long enough to open a stream with it, or to watch a video and seek in it,
 * which asks for it again and again.
 */
const TICKET_LIFE_MS: Record<TicketScope, number> = { all: 60_000, assets: 3_600_000 };

const SECRET_BYTES = 32;

/** Who comes without a key, where none is needed. */
export const ANONYMOUS: Caller = { userId: null, name: 'anonymous' };

const contentSchema = z.object({
  /** The id of the key it was made for; null for nobody's. */
  key: z.string().nullable(),
  /** When it ends, in milliseconds of the Unix epoch. */
  until: z.int(),
  /** The only job it is good for. */
  job: identifierSchema.nullable(),
  scope: z.enum(['all', 'assets']).default('all'),
});
type Content = z.infer<typeof contentSchema>;

/** What a ticket is good for. */
export interface TicketSubject {
  /** The only job; null for all that the caller may see. */
  workflowId: string | null;
  scope: TicketScope;
}

export interface TicketOffice {
  /** Makes a ticket that stands for a key, null where no key is needed. */
  issue(key: KnownKey | null, about?: Partial<TicketSubject>): { ticket: string; expiresAt: Date };
  /** Whom a ticket stands for, and what it is good for; null for one that is forged, or has expired. */
  check(ticket: string): ({ caller: Caller } & TicketSubject) | null;
}

const sign = (text: string, secret: Buffer): Buffer =>
  createHmac('sha256', secret).update(`ticket\n${text}`).digest();

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
 * stored; every process with the same keys accepts them, and those of nobody only the process that made them.
 * @param anonymous whether tickets of those who came without a key are good
 */
export function createTicketOffice(keys: KeyRing, { anonymous }: { anonymous: boolean }): TicketOffice {
  const nobodysSecret = randomBytes(SECRET_BYTES);
  /** The key it stands for: its holder can forge tickets for itself alone, and a key that goes takes its own along. */
  const toSecret = (key: KnownKey | null): Buffer => key?.digest ?? nobodysSecret;

  return {
    issue(key, { workflowId = null, scope = 'all' } = {}) {
      const until = Date.now() + TICKET_LIFE_MS[scope];
      const content: Content = { key: key?.id ?? null, until, job: workflowId, scope };
      const text = Buffer.from(JSON.stringify(content)).toString('base64url');
      return {
        ticket: `${text}.${sign(text, toSecret(key)).toString('base64url')}`,
        expiresAt: new Date(until),
      };
    },
    check(ticket) {
      const [text = '', signature = ''] = ticket.split('.');
      const content = parseContent(text);
      if (content === null || content.until < Date.now()) return null;
      const key = content.key === null ? null : keys.findById(content.key);
      if (key === null && !(content.key === null && anonymous)) return null;
      if (!isSignature(Buffer.from(signature, 'base64url'), sign(text, toSecret(key)))) return null;
      return { caller: key?.caller ?? ANONYMOUS, workflowId: content.job, scope: content.scope };
    },
  };
}
