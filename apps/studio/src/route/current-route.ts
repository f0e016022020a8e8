import { computed, signal } from '@preact/signals';
import { parseRoute } from './parse-route';
import type { Route } from './route';
import { toHash } from './to-hash';

const hash = signal(location.hash);
addEventListener('hashchange', () => (hash.value = location.hash));

/** Where the visitor is. */
export const currentRoute = computed<Route>(() => parseRoute(hash.value));

/** Goes to another place; `replace` leaves the one before out of the browser's history. */
export function go(route: Route, { replace = false } = {}): void {
  const next = toHash(route);
  if (replace) history.replaceState(null, '', next);
  else history.pushState(null, '', next);
  hash.value = next;
}
