import type { ProviderTrouble } from '@genvideo/models';

const TROUBLE_BY_STATUS: Readonly<Record<number, ProviderTrouble>> = {
  401: 'credentials',
  402: 'account',
  403: 'credentials',
  408: 'unreachable',
  429: 'too_fast',
  503: 'maintenance',
};

/** What an HTTP status says of the provider where the protocol has no words of its own; null: it is about one job. */
export const toStatusTrouble = (status: number): ProviderTrouble | null =>
  TROUBLE_BY_STATUS[status] ?? (status >= 500 ? 'server_error' : null);
