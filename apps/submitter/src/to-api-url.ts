import type { Config } from '@genvideo/models/config';

/** An address to listen on that names every interface, and the one on it to ask. */
const LOOPBACK: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Where the API of this configuration is reached from this machine. */
export function toApiUrl({ API_HOST, API_PORT }: Pick<Config, 'API_HOST' | 'API_PORT'>): string {
  const host = LOOPBACK[API_HOST] ?? API_HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${API_PORT}`;
}
