import { askAny } from '../load/ask-any';
import type { ChaosRun } from './chaos-run';

const OK = 200;
/** How long it is tried; a limiter without a healthy worker cannot say yes. */
const PATIENCE_MS = 20_000;

/** Changes the capacity over the API, again and again until it is known to hold. */
export function changeCapacity({ stand, turns, log, signal }: ChaosRun, capacity: number): Promise<string> {
  return turns('capacity', async () => {
    const change = { capacity, sent_at_ms: Date.now(), confirmed_at_ms: null as number | null };
    log.capacities.push(change);
    const answer = await askAny(
      stand.apis.map(({ url }) => url),
      { path: '/limiter', method: 'PATCH', body: JSON.stringify({ capacity }) },
      { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) },
    );
    if (answer?.status !== OK) return `${capacity}, not confirmed (${answer?.status ?? 'no answer'})`;
    change.confirmed_at_ms = Date.now();
    return String(capacity);
  });
}
