import type { IncomingMessage } from 'node:http';

/** How a caller says who it is. */
export interface Credentials {
  /** What stands in `Authorization` and in `X-API-Key`: all of it has to be right. */
  keys: readonly string[];
  /** What stands in `?ticket=`, null without one. */
  ticket: string | null;
}

/** Another scheme than Bearer holds no key: that is as wrong as a wrong one. */
const toBearer = (authorization: string): string => /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';

const readTicket = (url: string): string | null => new URLSearchParams(url.split('?')[1] ?? '').get('ticket');

/** @param url as it was asked for */
export function readCredentials(headers: IncomingMessage['headers'], url: string): Credentials {
  const { authorization, 'x-api-key': apiKey } = headers;
  return {
    keys: [...(authorization === undefined ? [] : [toBearer(authorization)]), ...[apiKey ?? []].flat()],
    ticket: readTicket(url),
  };
}
