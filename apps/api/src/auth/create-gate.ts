import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../problem';
import type { Caller, Gate } from './caller';
import type { GuessLimit } from './create-guess-limit';
import type { KeyRing, KnownKey } from './create-key-ring';
import type { PageCheck } from './create-page-check';
import { toAddressName, type Quota, type RateLimit } from './create-rate-limit';
import { ANONYMOUS, type TicketOffice } from './create-ticket-office';
import { isAbout } from './is-about';
import { isFile } from './is-file';
import { readCredentials, type Credentials } from './read-credentials';

/** A caller that was let in, with what it has left of its limit; null without a limit. */
export interface AdmittedCaller extends Caller {
  readonly quota: Quota | null;
  /** The key it came with, to make tickets for. */
  readonly key: KnownKey | null;
}

export interface AdmitOptions {
  allowTicket?: boolean;
  /** Everybody may come in, and nothing is counted. */
  open?: boolean;
}

/** The gate with what routes of this API need to know besides. */
export interface ApiGate extends Gate {
  admit(request: IncomingMessage, options?: AdmitOptions): Promise<AdmittedCaller>;
}

export interface GateOptions {
  /** REQUIRE_API_KEY. */
  required: boolean;
  keys: KeyRing;
  tickets: TicketOffice;
  limit: RateLimit;
  guesses: GuessLimit;
  checkPage: PageCheck;
}

const HOW = 'Send a key of API_KEYS as "Authorization: Bearer KEY" or "X-API-Key: KEY"';

const refuse = (detail: string): ProblemError =>
  new ProblemError('Unauthorized', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="GenVideo"' } });

/** Express shortens `url` below a router of its own. */
const toUrl = (request: IncomingMessage): string =>
  (request as { originalUrl?: string }).originalUrl ?? request.url ?? '';

type Known = Pick<AdmittedCaller, 'userId' | 'name' | 'key'>;

/** Tells callers by their keys and tickets, and counts what they ask. */
export function createGate(options: GateOptions): ApiGate {
  const { required, keys, tickets, limit, guesses, checkPage } = options;

  const fromKey = (key: string): KnownKey => {
    const known = keys.find(key);
    if (known === null) throw refuse(`The key is not one of this API's. ${HOW}.`);
    return known;
  };

  const fromKeys = (given: readonly string[]): Known => {
    const [first, ...others] = given.map(fromKey);
    if (first === undefined || others.some(({ id }) => id !== first.id))
      throw refuse(`Authorization and X-API-Key hold different keys. ${HOW}, one of the two.`);
    return { ...first.caller, key: first };
  };

  const fromTicket = (ticket: string, url: string): Known => {
    const checked = tickets.check(ticket);
    if (checked === null)
      throw refuse('The ticket has expired, or is not one of this API. Get another from POST /tickets.');
    if (checked.workflowId !== null && !isAbout(url, checked.workflowId))
      throw refuse(`The ticket is good for "${checked.workflowId}" alone.`);
    if (checked.scope === 'assets' && !isFile(url)) throw refuse('The ticket is good for files alone.');
    return { ...checked.caller, key: null };
  };

  const fromNothing = (allowTicket: boolean): Known => {
    if (!required) return { ...ANONYMOUS, key: null };
    throw refuse(
      `A key is needed. ${HOW}${allowTicket ? ', or a ticket of POST /tickets as ?ticket=' : ''}.`,
    );
  };

  /** Tells by what a request shows; null where it shows nothing that is looked at. */
  const toProof = ({ keys: given, ticket }: Credentials, url: string, allowTicket: boolean) => {
    // Where there are no keys, whatever a client sends out of habit does no harm.
    if (keys.size > 0 && given.length > 0) return () => fromKeys(given);
    return allowTicket && ticket !== null ? () => fromTicket(ticket, url) : null;
  };

  const limitingGuesses = async (address: string, prove: () => Known): Promise<Known> => {
    await guesses.check(address);
    try {
      return prove();
    } catch (error) {
      await guesses.count(address);
      throw error;
    }
  };

  const admitAnybody = async (address: string, allowTicket: boolean): Promise<AdmittedCaller> => {
    const quota = await limit.count(address);
    return { ...fromNothing(allowTicket), quota };
  };

  return {
    async admit(request, { allowTicket = false, open = false } = {}) {
      if (open) return { ...ANONYMOUS, key: null, quota: null };
      checkPage(request);
      const url = toUrl(request);
      const address = toAddressName(request.socket.remoteAddress);
      const prove = toProof(readCredentials(request.headers, url), url, allowTicket);
      if (prove === null) return admitAnybody(address, allowTicket);
      const known = await limitingGuesses(address, prove);
      const who = known.name === ANONYMOUS.name ? address : `key ${known.name}`;
      return { ...known, quota: await limit.count(who) };
    },
  };
}
