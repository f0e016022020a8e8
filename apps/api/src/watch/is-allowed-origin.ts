import type { IncomingMessage } from 'node:http';

/** Whether a page of an origin stands on the same host as this API. */
const isOwn = (origin: string, host: string | undefined): boolean => {
  try {
    return host !== undefined && new URL(origin).host === host.toLowerCase();
  } catch {
    return false;
  }
};

/**
 * Whether a WebSocket may be opened from where the request says it comes from. Browsers always say so and ask nobody
 * else; programs need not.
 * @param allowed CORS_ORIGINS: origins, `*` for all
 */
export function isAllowedOrigin({ headers }: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined || allowed.includes('*')) return true;
  return allowed.includes(origin.toLowerCase()) || isOwn(origin, host);
}
