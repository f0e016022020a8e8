import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../problem';
import { isAllowedOrigin } from '../watch/is-allowed-origin';

/** Throws ProblemError 403 where a page of another site is behind a request. */
export type PageCheck = (request: IncomingMessage) => void;

export interface PageCheckOptions {
  /** API_HOST. */
  listensOn: string;
  hasKeys: boolean;
  /** CORS_ORIGINS. */
  origins: readonly string[];
}

const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

const SAFE_METHODS: readonly (string | undefined)[] = ['GET', 'HEAD', 'OPTIONS'];

const isLoopback = (address: string): boolean => address === '::1' || LOOPBACK_NAME.test(address);

/**
 * Protects an API of one machine alone that asks for no key: pages of other sites, open in a browser there, may not use
 * it, not even under a name of theirs that leads to it. Elsewhere nothing is checked.
 */
export function createPageCheck({ listensOn, hasKeys, origins }: PageCheckOptions): PageCheck {
  if (hasKeys || !isLoopback(listensOn)) return () => undefined;
  return (request) => {
    const { host = '', origin = '' } = request.headers;
    if (!LOOPBACK_NAME.test(host))
      throw new ProblemError(
        'Forbidden',
        'Without keys this API answers to localhost, 127.0.0.1 and [::1] alone. Ask it by one of these names, or set REQUIRE_API_KEY and API_KEYS.',
      );
    if (!SAFE_METHODS.includes(request.method) && !isAllowedOrigin(request, origins))
      throw new ProblemError(
        'Forbidden',
        `Pages from ${origin.slice(0, 100)} may not do this. Add the origin to CORS_ORIGINS.`,
      );
  };
}
