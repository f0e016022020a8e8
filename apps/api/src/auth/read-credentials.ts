import type { IncomingMessage } from 'node:http';

/** How a caller says who it is. */
export type Credentials =
  { kind: 'key'; key: string } | { kind: 'ticket'; ticket: string } | { kind: 'none' };

const BEARER = /^Bearer +(\S+) *$/i;

const readTicket = (url: string | undefined): string | null =>
  new URLSearchParams(url?.split('?')[1] ?? '').get('ticket');

/** A key in `Authorization: Bearer` or `X-API-Key`, else a ticket in the query where one may stand. */
export function readCredentials(
  { headers, url }: Pick<IncomingMessage, 'headers' | 'url'>,
  { allowTicket }: { allowTicket: boolean },
): Credentials {
  const given = headers['x-api-key'];
  const key = BEARER.exec(headers.authorization ?? '')?.[1] ?? (Array.isArray(given) ? given[0] : given);
  if (key !== undefined && key !== '') return { kind: 'key', key };
  const ticket = allowTicket ? readTicket(url) : null;
  return ticket === null ? { kind: 'none' } : { kind: 'ticket', ticket };
}
